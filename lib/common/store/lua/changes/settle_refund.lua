-- Writes down how a refund stands at Stripe, any number of times. One that failed, even after it had succeeded, makes
-- its amount refundable again.
--
-- KEYS  3 refund
-- ARGV  5 refund id   6 status (pending | succeeded | failed)
-- RETURNS JSON {status}
-- REFUSES NOT_FOUND
local refund_key = KEYS[3]
local id, status = ARGV[5], ARGV[6]

local known = record_at(refund_key)
local charge = record_at(charge_key_of(known.charge_id or ''))
if not in_scope(charge.patient_id) then
  return refuse('NOT_FOUND')
end
if known.status == status or known.status == 'failed' or (known.status == 'succeeded' and status == 'pending') then
  return cjson.encode({ status = known.status })
end
audited(charge.id, status)
redis.call('HSET', refund_key, 'status', status, 'settled_at', now)
take_back('enforce_policy', 'refund:' .. id .. ':once')
local key, amount_minor = charge_key_of(charge.id), tonumber(known.amount_minor)
if status == 'succeeded' then
  redis.call('HINCRBY', key, 'refunding_minor', -amount_minor)
  if redis.call('HINCRBY', key, 'refunded_minor', amount_minor) >= tonumber(charge.amount_minor) then
    redis.call('HSET', key, 'status', 'refunded')
  end
elseif status == 'failed' then
  change_advance(charge, amount_minor)
  redis.call('HINCRBY', key, known.status == 'succeeded' and 'refunded_minor' or 'refunding_minor', -amount_minor)
  if tonumber(redis.call('HGET', key, 'refunded_minor') or 0) < tonumber(charge.amount_minor) then
    redis.call('HSET', key, 'status', 'succeeded')
  end
end
return cjson.encode({ status = status })
