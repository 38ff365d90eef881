-- CreateTable
CREATE TABLE "Operation" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "permission" TEXT NOT NULL,
    "projectId" UUID NOT NULL,
    "cluster" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "plan" JSONB NOT NULL,
    "memo" JSON,
    "progress" JSONB NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT 'running',
    "error" JSONB,
    "startedById" UUID,
    "startedByName" TEXT NOT NULL,
    "leaseOwner" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "active" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Operation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Operation_active_key" ON "Operation"("active");
-- CreateIndex
CREATE INDEX "Operation_cluster_namespace_target_idx" ON "Operation"("cluster", "namespace", "target");
-- CreateIndex
CREATE INDEX "Operation_finishedAt_idx" ON "Operation"("finishedAt");

-- AddForeignKey
ALTER TABLE "Operation" ADD CONSTRAINT "Operation_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
