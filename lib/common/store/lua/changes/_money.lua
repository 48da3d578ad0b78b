-- Stands before every script in changes/, after _begin.lua: charges and refunds.

local function charge_key_of(id)
  return prefix .. 'charge:' .. id
end

-- Writes a charge down. `fields` are name and value in turn; a charge that waits for somebody's word has no due_at.
local function add_charge(id, appointment, kind, status, amount_minor, currency, due_at, ...)
  redis.call('HSET', charge_key_of(id), 'id', id, 'appointment_id', appointment.id, 'patient_id', appointment.patient_id,
    'kind', kind, 'status', status, 'amount_minor', amount_minor, 'currency', currency, 'made_at', now,
    'due_at', due_at or 0, 'policy_version', appointment.policy_version, 'policy_hash', appointment.policy_hash, ...)
  redis.call('ZADD', prefix .. 'charges-of:' .. appointment.patient_id, now, id)
  if status == 'due' then
    redis.call('ZADD', prefix .. 'open-charges', due_at or 0, id)
    if due_at then
      make_due('enforce_policy', 'charge:' .. id .. ':once', due_at)
    end
  end
end

-- What the clinic has of a charge, or will have once the bank decides for it.
local function kept_of(charge)
  if charge.status ~= 'succeeded' or charge.dispute == 'lost' then
    return 0
  end
  return charge.amount_minor - (charge.refunded_minor or 0) - (charge.refunding_minor or 0)
end

-- What is left of a charge that could go back: nothing while the bank has it.
local function refundable(charge)
  return charge.dispute == 'open' and 0 or kept_of(charge)
end

local function held_refunds_of(charge_id)
  return prefix .. 'held-refunds:' .. charge_id
end

-- What goes back of a deposit doesn't count toward a fee any more: whoever worked one out from it decides anew.
local function change_advance(charge, amount_minor)
  local key = prefix .. 'appointment:' .. (charge.appointment_id or '')
  if charge.kind == 'deposit' and redis.call('HGET', key, 'deposit_charge_id') == charge.id then
    redis.call('HINCRBY', key, 'paid_minor', amount_minor)
    redis.call('HINCRBY', key, 'version', 1)
  end
end

-- Sets money on its way back: it counts as gone from here on, so that no two refunds are together too large. One that
-- was set on its way before, such as when a no-show is said a second time, isn't made twice. One that `is_made` was
-- made at Stripe itself; while the bank has the money, the others are held until it has decided. Made at once, or at
-- `due_at`.
local function refund(charge, refund_id, amount_minor, by, reason, is_made, due_at)
  if redis.call('EXISTS', prefix .. 'refund:' .. refund_id) == 1 then
    return
  end
  local status = is_made and 'pending' or charge.dispute == 'open' and 'held' or 'due'
  redis.call('HSET', prefix .. 'refund:' .. refund_id, 'id', refund_id, 'charge_id', charge.id,
    'intent_id', charge.intent_id, 'amount_minor', amount_minor, 'status', status, 'made_at', now, 'by', by,
    'reason', reason or '')
  redis.call('HINCRBY', charge_key_of(charge.id), 'refunding_minor', amount_minor)
  redis.call('HDEL', charge_key_of(charge.id), 'refund_failed_minor')
  redis.call('ZREM', prefix .. 'open-charges', charge.id)
  change_advance(charge, -amount_minor)
  if status == 'held' then
    redis.call('SADD', held_refunds_of(charge.id), refund_id)
  elseif status == 'due' then
    make_due('enforce_policy', 'refund:' .. refund_id .. ':once', due_at or now)
  end
end

-- Has today's charges compared with Stripe's once the day is over.
local function compare_today()
  local day = math.floor(now / 86400)
  make_due('enforce_policy', 'comparison:' .. day .. ':once', (day + 1) * 86400 + 3600)
end

-- A refund comes to nothing: its amount can go back anew.
local function end_refund(charge, known)
  redis.call('HSET', prefix .. 'refund:' .. known.id, 'status', 'failed', 'settled_at', now)
  redis.call('HINCRBY', charge_key_of(charge.id), known.status == 'succeeded' and 'refunded_minor' or 'refunding_minor',
    -known.amount_minor)
  change_advance(charge, known.amount_minor)
end

-- Takes a refund back that nobody has begun to make: one that was leased may be at Stripe this very moment.
local function take_refund_back(refund_id)
  local job, known = 'refund:' .. refund_id .. ':once', record_at(prefix .. 'refund:' .. refund_id)
  local was_begun = redis.call('HEXISTS', prefix .. 'leases:enforce_policy', job) == 1
  if known.status == 'held' or (known.status == 'due' and not was_begun) then
    take_back('enforce_policy', job)
    redis.call('SREM', held_refunds_of(known.charge_id), refund_id)
    end_refund(record_at(charge_key_of(known.charge_id)), known)
  end
end

-- Gives back at most so much of what was paid in advance for an appointment, at once or at `due_at`.
local function refund_deposit(appointment, refund_id, most_minor, by, due_at)
  if not appointment.deposit_charge_id or most_minor <= 0 then
    return
  end
  local deposit = record_at(charge_key_of(appointment.deposit_charge_id))
  local amount_minor = math.min(most_minor, kept_of(deposit))
  if amount_minor > 0 then
    refund(deposit, refund_id, amount_minor, by, nil, false, due_at)
  end
end

-- Whether a charge can still be let go. One that is at Stripe this moment can't: what comes of it isn't known yet.
local function is_waivable(charge)
  return charge.status == 'due' or charge.status == 'failed' or charge.status == 'requires_action'
end

-- Lets a charge go, and ends what was begun for it at Stripe.
local function let_charge_go(charge, by, reason)
  redis.call('HSET', charge_key_of(charge.id), 'status', 'waived', 'waived_at', now, 'waived_by', by,
    'waive_reason', reason or '')
  redis.call('ZREM', prefix .. 'open-charges', charge.id)
  take_back('enforce_policy', 'charge:' .. charge.id .. ':once')
  if charge.intent_id then
    make_due('enforce_policy', 'charge_close:' .. charge.id .. ':' .. charge.intent_id, now)
  end
end

-- A charge was paid. Where it was waived meanwhile, it goes back.
local function mark_paid(charge, refund_id)
  redis.call('HSET', charge_key_of(charge.id), 'status', 'succeeded', 'settled_at', now, 'failure', '')
  redis.call('ZREM', prefix .. 'open-charges', charge.id)
  redis.call('ZADD', prefix .. 'paid-charges', now, charge.id)
  take_back('enforce_policy', 'charge:' .. charge.id .. ':once')
  compare_today()
  if charge.status == 'waived' then
    charge.status = 'succeeded'
    refund(charge, refund_id, kept_of(charge), charge.waived_by)
  end
end
