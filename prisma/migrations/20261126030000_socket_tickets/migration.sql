-- CreateTable
CREATE TABLE "SocketTicket" (
    "tokenHash" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "session" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "purpose" JSONB NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SocketTicket_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateIndex
CREATE INDEX "SocketTicket_userId_idx" ON "SocketTicket"("userId");

-- CreateIndex
CREATE INDEX "SocketTicket_expiresAt_idx" ON "SocketTicket"("expiresAt");

-- AddForeignKey
ALTER TABLE "SocketTicket" ADD CONSTRAINT "SocketTicket_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
