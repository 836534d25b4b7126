-- Replies stand in the outbox beside the dead letters: with where they go to and by what the sender knows them. A dead
-- letter has neither: there is one queue for them.
ALTER TABLE outbox ADD COLUMN destination VARCHAR(800);
ALTER TABLE outbox ADD COLUMN correlation_id VARCHAR(800);
-- Who is sending it now; next_attempt_at is then when somebody else may.
ALTER TABLE outbox ADD COLUMN lease_owner VARCHAR(64);
-- NULL: a reply that waits for its registration to end.
ALTER TABLE outbox ALTER COLUMN next_attempt_at DROP NOT NULL;
-- Replies and dead letters are taken each for themselves, so that neither keeps the other waiting.
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (kind, next_attempt_at);
CREATE INDEX outbox_subject ON outbox (subject_id);
