-- Forgets a card. The last one stays while a visit or a fee may need it, unless it is gone at Stripe already.
--
-- KEYS  3 cards   4 visits   5 charges of the patient
-- ARGV  5 patient id   6 card id   7 asked by its holder ('1') or gone at Stripe ('0')
-- RETURNS JSON {}
-- REFUSES NOT_FOUND, CARD_NEEDED, IDEMPOTENCY_MISMATCH
local cards_key, visits_key, charges_key = KEYS[3], KEYS[4], KEYS[5]
local patient_id, card_id, by_holder = ARGV[5], ARGV[6], ARGV[7] == '1'

local LIVE = { booked = true, arrived = true }
local OPEN = { due = true, attempting = true, failed = true, requires_action = true }

local function is_needed()
  for _, id in ipairs(redis.call('ZRANGE', visits_key, 0, -1)) do
    local status, needs_card = unpack(redis.call('HMGET', prefix .. 'appointment:' .. id, 'status', 'needs_card'))
    if LIVE[status] and needs_card == '1' then
      return true
    end
  end
  for _, id in ipairs(redis.call('ZRANGE', charges_key, 0, -1)) do
    if OPEN[redis.call('HGET', charge_key_of(id), 'status')] then
      return true
    end
  end
  return false
end

local before = replayed()
if before then
  return before
end
if not in_scope(patient_id) or redis.call('HEXISTS', cards_key, card_id) == 0 then
  return refuse('NOT_FOUND')
end
if by_holder and redis.call('HLEN', cards_key) == 1 and is_needed() then
  return refuse('CARD_NEEDED')
end
audited(patient_id)
redis.call('HDEL', cards_key, card_id)
redis.call('SADD', prefix .. 'removed-cards:' .. patient_id, card_id)
if by_holder then
  make_due('enforce_policy', 'card_detach:' .. patient_id .. ':' .. card_id, now)
end
return done('{}')
