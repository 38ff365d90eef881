-- AlterTable
ALTER TABLE "Project" ADD COLUMN "policy" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "Draft"
    ADD COLUMN "title" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "pending" JSON NOT NULL DEFAULT '""',
    ADD COLUMN "requestId" UUID NOT NULL DEFAULT gen_random_uuid(),
    ALTER COLUMN "content" TYPE JSON USING to_json("content");
-- The client makes it.
ALTER TABLE "Draft" ALTER COLUMN "requestId" DROP DEFAULT;
