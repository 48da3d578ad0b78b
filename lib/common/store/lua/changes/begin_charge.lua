-- Takes a charge in hand, before Stripe is called. One that was left open by a crash is taken up again, and so is one
-- that the same request has asked for before.
--
-- KEYS  3 charge   4 cards
-- ARGV  5 charge id   6 somebody asks for it ('1'), or its time has come ('0')   7 card to charge ('' none)
--       A card that was removed since it was read isn't charged: the one that is chosen now is, if there is any.
-- RETURNS JSON {begun}
-- REFUSES NOT_FOUND, CHARGE_SETTLED, IDEMPOTENCY_MISMATCH
local charge_key, cards_key = KEYS[3], KEYS[4]
local id, by_hand, card_id = ARGV[5], ARGV[6] == '1', ARGV[7]

local function chosen_at_of(card)
  return tonumber(string.match(card, '^(%d+):'))
end

-- The patient's card with its id, or neither: the one that was meant, or else the one that was chosen last.
local function card_to_charge()
  local cards = record_at(cards_key)
  local chosen_id = cards[card_id] and card_id
  if not chosen_id then
    for other_id, card in pairs(cards) do
      if not chosen_id or chosen_at_of(card) > chosen_at_of(cards[chosen_id]) then
        chosen_id = other_id
      end
    end
  end
  return chosen_id or '', cards[chosen_id] or ''
end

local before = by_hand and replayed()
if before then
  return before
end
local charge = record_at(charge_key)
if not in_scope(charge.patient_id) then
  return refuse('NOT_FOUND')
end
if charge.status == 'attempting' then
  return cjson.encode({ begun = true })
end
local due_at = tonumber(charge.due_at or 0)
local has_come = (charge.status == 'due' or charge.status == 'failed') and due_at > 0 and due_at <= now
if by_hand and not is_waivable(charge) then
  return refuse('CHARGE_SETTLED')
end
if not has_come and not by_hand then
  return cjson.encode({ begun = false })
end
audited(id)
local charged_id, charged_card = card_to_charge()
redis.call('HSET', charge_key, 'status', 'attempting', 'tried_at', now, 'due_at', now, 'attempts', (charge.attempts or 0) + 1,
  'failure', '', 'card_id', charged_id, 'card', charged_card)
compare_today() -- whatever comes of it, and whether or not anybody hears of that
if by_hand then -- whoever asks does it at once; the schedule only where they don't come back
  make_due('enforce_policy', 'charge:' .. id .. ':once', now + 120)
end
local answer = cjson.encode({ begun = true })
-- The schedule leaves no idempotency record: the charge itself tells a second run what there is to do.
return by_hand and done(answer) or answer
