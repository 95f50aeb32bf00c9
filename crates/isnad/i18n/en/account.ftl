# What speaks for and against a lead, told in words. It never says that two people are one, and of
# nobody that they did anything.

## The frame

account-opening = These two rows may speak of one person. That makes a lead for people to check, not a finding.
account-before = Before any field was compared: { $odds }.
account-after = With every field: { $odds }. Probability as calibrated: { $percent } %.
account-odds-for = about { $n } to 1 for one person
account-odds-against = about { $n } to 1 against one person
account-odds-even = as much for as against one person
account-odds-huge-for = more than { $n } to 1 for one person
account-odds-huge-against = more than { $n } to 1 against one person
account-against = What speaks against: { $fields }.
account-relatives = People of one household share names and places, which explains a part of what agrees: { $weight }.
account-rivals = Other rows fit one of these two as well, or are taken by others; with what experience corrects: { $weight }.
account-against-none = Nothing in these rows speaks against it. That proves nothing: what the rows leave out, they cannot contradict.
account-closing = A match stays a lead until two people decide, each without the other's decision in view. It says nothing of what anybody did.
account-colon = :{ " " }
account-semicolon = ;{ " " }
account-comma = ,{ " " }
account-percent-under-one = under 1
account-percent-over-99 = over 99

## One step

account-said-same = { $left } on both sides
account-said-same-by-letter-rules = { $left } and { $right } differ only in letters that hands interchange
account-said-same-by-spelling = { $left } and { $right } are usual spellings of one name
account-said-similar = { $left } and { $right } look close and are seldom one
account-said-different = { $left } on one side, { $right } on the other
account-said-order-swapped = { $left } and { $right } fit in another order only
account-said-only-one = only one side says anything: { $value }
account-said-nothing = neither side says anything that can be shown
account-said-year-and-placeholder = { $left } and { $right }: the years agree, and 1 January often stands for a day nobody knew
account-said-day-and-month-swapped = { $left } and { $right }: day and month change places
account-said-same-year = { $left } and { $right }: the same year, no more
account-said-days-differ = { $left } and { $right }: the same year, another day
account-said-near-year = { $left } and { $right }: one or two years apart
account-said-years-apart = { $left } and { $right }: three to five years apart
account-said-same-governorate = { $left } and { $right }: two places of one governorate
account-said-one-digit-off = { $left } and { $right }: one digit differs, or two change places
account-rare-name = one in { $n } bears it
account-rare-value = one in { $n } has it
account-for-strongly = speaks strongly for, { $weight }
account-for = speaks for, { $weight }
account-says-little = says little, { $weight }
account-against-step = speaks against, { $weight }
account-against-strongly = speaks strongly against, { $weight }

## Who else it could be

account-other-sibling = They could be brothers or sisters: { $percent } %.
account-other-twin = They could be twins: { $percent } %.
account-other-parent-and-child = They could be parent and child: { $percent } %.
account-other-cousin = They could be cousins named after one grandfather: { $percent } %.
account-other-unrelated = They could be two people who share a name by chance: { $percent } %.

## How two values stand to each other, in a word or two

account-agree-same = Same
account-agree-same-by-letter-rules = Same by letter rules
account-agree-same-by-spelling = Usual spelling
account-agree-similar = Similar
account-agree-different = Different
account-agree-order-swapped = Other order
account-agree-only-one = One side only
account-agree-year-and-placeholder = Year; 1 January
account-agree-day-and-month-swapped = Day/month swapped
account-agree-same-year = Same year
account-agree-days-differ = Same year, another day
account-agree-near-year = Within 2 years
account-agree-years-apart = 3 to 5 years apart
account-agree-same-governorate = Same governorate
account-agree-one-digit-off = One digit off

## Fields

account-field-full-name = Whole name
account-field-given = Given name
account-field-father = Father’s name
account-field-grandfather = Grandfather’s name
account-field-family = Family name
account-field-mother = Mother’s name
account-field-kunya = Kunya
account-field-laqab = By-name
account-field-nisba = Name of origin
account-field-sex = Sex
account-field-birth-date = Date of birth
account-field-birth-year = Year of birth
account-field-age = Age
account-field-birth-place = Place of birth
account-field-governorate = Governorate
account-field-registry-number = Registry number
account-field-national-number = National number
account-short-prior = Before
account-short-relatives = Relatives
account-short-rivals = Other candidates
account-short-total = Total
