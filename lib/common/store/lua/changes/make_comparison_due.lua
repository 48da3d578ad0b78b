-- Has a day's charges compared with Stripe's once the day is over, because something of that day isn't in the books.
--
-- ARGV  5 day (from the epoch, in UTC)
-- RETURNS JSON {}
-- REFUSES NOT_FOUND
local day = tonumber(ARGV[5])

if patient_in_scope ~= '*' then
  return refuse('NOT_FOUND')
end
audited('')
make_due('enforce_policy', 'comparison:' .. ARGV[5] .. ':once', math.max((day + 1) * 86400, now) + 3600)
return '{}'
