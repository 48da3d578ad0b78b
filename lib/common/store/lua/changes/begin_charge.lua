-- Takes a charge in hand, before Stripe is called. One that was left open by a crash is taken up again, and so is one
-- that the same request has asked for before.
--
-- KEYS  3 charge   4 cards
-- ARGV  5 charge id   6 somebody asks for it ('1'), or its time has come ('0')   7 card to charge ('' none)
-- RETURNS JSON {begun, resumed}
-- REFUSES NOT_FOUND, CHARGE_SETTLED, IDEMPOTENCY_MISMATCH
local charge_key, cards_key = KEYS[3], KEYS[4]
local id, by_hand, card_id = ARGV[5], ARGV[6] == '1', ARGV[7]

local before = by_hand and replayed()
if before then
  return before
end
local charge = record_at(charge_key)
if not in_scope(charge.patient_id) then
  return refuse('NOT_FOUND')
end
if charge.status == 'attempting' then
  return cjson.encode({ begun = true, resumed = true })
end
local due_at = tonumber(charge.due_at or 0)
local has_come = (charge.status == 'due' or charge.status == 'failed') and due_at > 0 and due_at <= now
if by_hand and not is_waivable(charge) then
  return refuse('CHARGE_SETTLED')
end
if not has_come and not by_hand then
  return cjson.encode({ begun = false, resumed = false })
end
audited(id)
redis.call('HSET', charge_key, 'status', 'attempting', 'tried_at', now, 'due_at', now, 'attempts', (charge.attempts or 0) + 1,
  'failure', '', 'card_id', card_id, 'card', redis.call('HGET', cards_key, card_id) or '')
if by_hand then -- whoever asks does it at once; the schedule only where they don't come back
  make_due('enforce_policy', 'charge:' .. id .. ':once', now + 120)
end
local answer = cjson.encode({ begun = true, resumed = false })
-- The schedule leaves no idempotency record: the charge itself tells a second run what there is to do.
return by_hand and done(answer) or answer
