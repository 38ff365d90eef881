-- CreateIndex
CREATE INDEX "AuditEvent_projectSlug_target_startedAt_idx" ON "AuditEvent"("projectSlug", "target", "startedAt");
