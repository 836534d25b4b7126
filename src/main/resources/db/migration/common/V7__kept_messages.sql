-- What a card needs to be sent again is kept with its dead letter for a while only. TRUE once it was removed: then it can
-- be replayed no more as it was. NULL: a whole registration, which never had a message.
ALTER TABLE dead_letter ADD COLUMN message_removed BOOLEAN;
UPDATE dead_letter SET message_removed = FALSE WHERE card_registration_id IS NOT NULL;
-- Leads to those whose time has come, however many others wait or ever did.
CREATE INDEX dead_letter_message ON dead_letter (state, message_removed, died_at);
-- Nothing is ever sent of a card that waits for its cardholder.
UPDATE card_registration SET card_sealed = NULL, message_sealed = NULL WHERE status = 'VERIFICATION_REQUIRED';
