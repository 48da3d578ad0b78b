-- Turns a hold into an appointment, or, while card or payment aren't ready, writes down that its policy was accepted.
-- A hold that ran out still books where nobody has taken the time meanwhile. Asking again answers the same.
--
-- KEYS  3 appointment   4 busy   5 hold   6 visits   7 cards
-- ARGV  5 appointment id   6 hash of the policy accepted now ('' it was accepted before)   7 ready ('1' or '0')
--       8 card id ('' nothing to keep)   9 card   10 intent that was paid ('' none)   11 paid (minor units)
--       12 currency   13 charge id for what was paid   14 end of the visit's day (0: nobody looks then)
--       15 ready only while a card is on file ('1' or '0')
-- RETURNS JSON {status, setup_intent_id?, payment_intent_id?, is_extra?}   status: booked | pending | unaccepted
--         is_extra: booked before, and without this payment
-- REFUSES NOT_FOUND, POLICY_CHANGED, SLOT_TAKEN, IDEMPOTENCY_MISMATCH
local appointment_key, busy_key, hold_key, visits_key, cards_key = KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local id, policy_hash, is_ready = ARGV[5], ARGV[6], ARGV[7] == '1'
local card_id, card, paid_intent_id, paid_minor = ARGV[8], ARGV[9], ARGV[10], tonumber(ARGV[11])
local currency, charge_id, day_ends_at, needs_card = ARGV[12], ARGV[13], tonumber(ARGV[14]), ARGV[15] == '1'

local record = record_at(appointment_key)
local function answer_of(status)
  return cjson.encode({ status = status, setup_intent_id = record.setup_intent_id,
    payment_intent_id = record.payment_intent_id,
    is_extra = status == 'booked' and paid_intent_id ~= '' and record.deposit_charge_id ~= charge_id or nil })
end

local before = replayed()
if before then
  return before
end
if not in_scope(record.patient_id) then
  return refuse('NOT_FOUND')
end
if record.status == 'booked' then
  return answer_of('booked')
end
if policy_hash ~= '' and policy_hash ~= record.policy_hash then
  return refuse('POLICY_CHANGED')
end
if policy_hash == '' and not record.policy_accepted_at then
  return answer_of('unaccepted')
end
local ran_out = record.status == 'cancelled' and record.cancelled_by == 'hold_expired'
if not (record.status == 'pending' or ran_out) or tonumber(record.starts_at) <= now
  or is_taken(busy_key, tonumber(record.blocked_from), tonumber(record.blocked_until), id) then
  return refuse('SLOT_TAKEN')
end
local lacks_card = needs_card and redis.call('HLEN', cards_key) == 0 -- it was removed since it was read
is_ready = is_ready and not lacks_card
if record.policy_accepted_at and not is_ready then
  return answer_of('pending')
end

audited(id)
if not record.policy_accepted_at then
  redis.call('HSET', appointment_key, 'policy_accepted_at', now)
end
if not is_ready then
  redis.call('HINCRBY', appointment_key, 'version', 1)
  -- The same request books it once it has a card.
  return lacks_card and answer_of('pending') or done(answer_of('pending'))
end
free_time(busy_key, record)
redis.call('ZADD', busy_key, record.blocked_from, busy_member(record.blocked_until, 0, id))
redis.call('HSET', appointment_key, 'status', 'booked', 'expires_at', 0, 'version', next_version(record))
redis.call('HDEL', appointment_key, 'cancelled_by', 'cancelled_at')
redis.call('ZADD', visits_key, record.starts_at, id)
take_back('reminders', 'hold_expiry:' .. id .. ':once')
take_back('enforce_policy', 'intent_close:' .. id .. ':once')
if redis.call('GET', hold_key) == id then
  redis.call('DEL', hold_key)
end
keep_card(record.patient_id, card_id, card)
if paid_intent_id ~= '' then
  record.deposit_charge_id = charge_id
  redis.call('HSET', appointment_key, 'deposit_charge_id', charge_id, 'paid_minor', paid_minor)
  add_charge(charge_id, record, 'deposit', 'attempting', paid_minor, currency, now, 'intent_id', paid_intent_id,
    'card_id', card_id, 'card', card, 'attempts', 1)
  mark_paid({ id = charge_id })
end
if day_ends_at > 0 then
  make_due('enforce_policy', 'day_end:' .. id .. ':once', day_ends_at)
end
return done(answer_of('booked'))
