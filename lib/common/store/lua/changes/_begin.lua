-- Stands before every script in changes/, after shared.lua: replaying, taken time, cards, jobs.
--
-- KEYS  2 replay
-- ARGV  4 hash of the request
local replay_key, request_hash = KEYS[2], ARGV[4]

local REPLAY_SECONDS = 40 * 24 * 3600 -- longer than Stripe re-sends an event
local PAGE = 2 -- the first decides, unless it is a hold that ran out, or the one being moved

-- What this very request was answered before, or a refusal where its key came with another request.
local function replayed()
  local kept = redis.call('GET', replay_key)
  if not kept then
    return nil
  end
  if string.sub(kept, 1, 64) ~= request_hash then
    return refuse('IDEMPOTENCY_MISMATCH')
  end
  return string.sub(kept, 65)
end

-- Ends a change: its idempotency record, its answer. Its audit entry was its first write: where that can't be made,
-- the script ends there, and nothing has happened.
local function done(answer)
  redis.call('SET', replay_key, request_hash .. answer, 'EX', REPLAY_SECONDS)
  return answer
end

local function busy_member(ends, hold_ends, id)
  return string.format('%d:%d:%s', ends, hold_ends, id)
end

-- Whether a live block of the provider meets [from, to). Holds that ran out don't count, nor does `except`.
-- Live blocks never overlap, so they end in the order in which they start: the last one to start before `to` decides.
local function is_taken(busy_key, from, to, except)
  local skip = 0
  while true do
    local near = redis.call('ZREVRANGEBYSCORE', busy_key, '(' .. to, '-inf', 'LIMIT', skip, PAGE)
    for _, member in ipairs(near) do
      local ends, hold_ends, id = string.match(member, '^(%d+):(%d+):(.+)$')
      local ran_out = hold_ends ~= '0' and tonumber(hold_ends) <= now
      if id ~= except and not ran_out then
        return tonumber(ends) > from
      end
    end
    if #near < PAGE then
      return false
    end
    skip = skip + PAGE
  end
end

-- Lets a held or booked time go. The caller writes the reason and audits.
local function free_time(busy_key, record)
  redis.call('ZREM', busy_key, busy_member(record.blocked_until, record.expires_at, record.id))
end

-- An instant to choose a card at that comes after those of the patient's others, should it be the very same.
local function chosen_after_others(cards_key, card_id, chosen_at)
  local flat = redis.call('HGETALL', cards_key)
  for i = 1, #flat, 2 do
    if flat[i] ~= card_id and tonumber(string.match(flat[i + 1], '^(%d+):')) == chosen_at then
      return chosen_after_others(cards_key, card_id, chosen_at + 1)
    end
  end
  return chosen_at
end

-- Keeps a card, `<chosen at>:<sealed card>`, with the patient. Events come late and in any order: what is known of it
-- stays where it was chosen later, and what was removed stays away.
local function keep_card(patient_id, card_id, card)
  if card_id == '' or redis.call('SISMEMBER', prefix .. 'removed-cards:' .. patient_id, card_id) == 1 then
    return
  end
  local cards_key = prefix .. 'cards:' .. patient_id
  local known = redis.call('HGET', cards_key, card_id)
  local chosen_at = tonumber(string.match(card, '^(%d+):'))
  if not known or tonumber(string.match(known, '^(%d+):')) <= chosen_at then
    chosen_at = chosen_after_others(cards_key, card_id, chosen_at)
    redis.call('HSET', cards_key, card_id, chosen_at .. string.match(card, '^%d+(:.*)$'))
  end
end

local function next_version(record)
  return tonumber(record.version) + 1
end

local function make_due(queue, id, at)
  redis.call('ZADD', prefix .. 'jobs:' .. queue, at, id)
end

local function take_back(queue, ...)
  redis.call('ZREM', prefix .. 'jobs:' .. queue, ...)
end

-- What has to happen at Stripe once a hold for which a card or a payment was begun is let go.
local function close_intent(record)
  if record.setup_intent_id or record.payment_intent_id then
    make_due('enforce_policy', 'intent_close:' .. record.id .. ':once', now)
  end
end
