-- Writes down how a refund stands at Stripe, any number of times. One that failed, even after it had succeeded, makes
-- its amount refundable again, and is named to the clinic until it is. One that Stripe won't make while the bank has the
-- money is held until the bank has decided.
--
-- KEYS  3 refund
-- ARGV  5 refund id   6 status (held | pending | succeeded | failed)
-- RETURNS JSON {status}
-- REFUSES NOT_FOUND
local refund_key = KEYS[3]
local id, status = ARGV[5], ARGV[6]

local known = record_at(refund_key)
local charge = record_at(charge_key_of(known.charge_id or ''))
if not in_scope(charge.patient_id) then
  return refuse('NOT_FOUND')
end
if status == 'held' and (charge.dispute == 'won' or charge.dispute == 'lost') then
  status = 'failed'
end
if known.status == status or known.status == 'failed' or (known.status == 'succeeded' and status == 'pending')
  or (known.status ~= 'due' and status == 'held') then
  return cjson.encode({ status = known.status })
end
audited(charge.id, status)
redis.call('HSET', refund_key, 'status', status, 'settled_at', now)
take_back('enforce_policy', 'refund:' .. id .. ':once')
local key, amount_minor = charge_key_of(charge.id), tonumber(known.amount_minor)
redis.call(status == 'held' and 'SADD' or 'SREM', held_refunds_of(charge.id), id)
if status == 'succeeded' or known.status == 'succeeded' then
  redis.call('ZADD', prefix .. 'refunded-charges', now, charge.id)
  compare_today()
end
if status == 'succeeded' then
  redis.call('HINCRBY', key, 'refunding_minor', -amount_minor)
  if redis.call('HINCRBY', key, 'refunded_minor', amount_minor) >= tonumber(charge.amount_minor) then
    redis.call('HSET', key, 'status', 'refunded')
  end
elseif status == 'failed' then
  end_refund(charge, known)
  if tonumber(redis.call('HGET', key, 'refunded_minor') or 0) < tonumber(charge.amount_minor) then
    redis.call('HSET', key, 'status', 'succeeded')
  end
  -- What went back in another way meanwhile isn't missing.
  local missing = math.min(amount_minor + (charge.refund_failed_minor or 0), kept_of(record_at(key)))
  if missing > 0 then
    redis.call('HSET', key, 'refund_failed_minor', missing)
    redis.call('ZADD', prefix .. 'open-charges', now, charge.id)
  end
end
return cjson.encode({ status = status })
