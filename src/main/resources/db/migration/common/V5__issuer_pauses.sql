-- When issuers were paused: that time ages no card. The row that is open has open_for = issuer, and all others NULL: so
-- the key lets nobody pause an issuer twice, however many hubs there are.
CREATE TABLE issuer_pause (
  pause_id      UUID PRIMARY KEY,
  issuer        VARCHAR(64) NOT NULL,
  open_for      VARCHAR(64),
  paused_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  resumed_at    TIMESTAMP(6) WITH TIME ZONE,
  pause_reason  VARCHAR(1000) NOT NULL,
  resume_reason VARCHAR(1000),
  CONSTRAINT issuer_pause_open UNIQUE (open_for)
);
CREATE INDEX issuer_pause_resumed ON issuer_pause (resumed_at);

-- The sweep takes what is due status by status, so that what can't be sent now is not even looked at. The status leads,
-- so that the cards of all issuers, also of those without a pack, are counted from the same index.
DROP INDEX card_registration_due;
CREATE INDEX card_registration_due ON card_registration (status, issuer, next_attempt_at);
