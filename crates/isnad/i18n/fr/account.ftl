# Ce qui plaide pour et contre une piste, en mots. Jamais que deux personnes n’en font qu’une, et de
# personne qu’il a fait quoi que ce soit.

## The frame

account-opening = Ces deux lignes parlent peut-être d’une seule personne. C’est une piste à vérifier par des personnes, pas une constatation.
account-before = Avant toute comparaison : { $odds }.
account-after = Avec tous les champs : { $odds }. Probabilité étalonnée : { $percent } %.
account-odds-for = environ { $n } contre 1 pour une seule personne
account-odds-against = environ { $n } contre 1 en défaveur d’une seule personne
account-odds-even = autant pour que contre une seule personne
account-odds-huge-for = plus de { $n } contre 1 pour une seule personne
account-odds-huge-against = plus de { $n } contre 1 en défaveur d’une seule personne
account-against = Ce qui plaide contre : { $fields }.
account-relatives = Les membres d’un même foyer partagent noms et lieux, ce qui explique une part de ce qui concorde : { $weight }.
account-rivals = D’autres lignes conviennent aussi à l’une des deux, ou sont prises par d’autres ; avec la correction de l’expérience : { $weight }.
account-against-none = Rien dans ces lignes ne plaide contre. Cela ne prouve rien : ce que les lignes taisent, elles ne peuvent le contredire.
account-closing = Une correspondance reste une piste tant que deux personnes n’ont pas décidé, chacune sans voir la décision de l’autre. Elle ne dit rien de ce que quelqu’un a fait.
account-colon = { " " }:{ " " }
account-semicolon = { " " };{ " " }
account-comma = ,{ " " }
account-percent-under-one = moins de 1
account-percent-over-99 = plus de 99

## One step

account-said-same = { $left } des deux côtés
account-said-same-by-letter-rules = { $left } et { $right } ne diffèrent que par des lettres que les scribes échangent
account-said-same-by-spelling = { $left } et { $right } sont des graphies courantes d’un même nom
account-said-similar = { $left } et { $right } se ressemblent et sont rarement le même
account-said-different = { $left } d’un côté, { $right } de l’autre
account-said-order-swapped = { $left } et { $right } ne concordent que dans un autre ordre
account-said-only-one = un seul côté dit quelque chose : { $value }
account-said-nothing = aucun des deux côtés ne dit rien qui puisse être montré
account-said-year-and-placeholder = { $left } et { $right } : les années concordent, et le 1er janvier remplace souvent un jour inconnu
account-said-day-and-month-swapped = { $left } et { $right } : jour et mois intervertis
account-said-same-year = { $left } et { $right } : la même année, rien de plus
account-said-days-differ = { $left } et { $right } : la même année, un autre jour
account-said-near-year = { $left } et { $right } : un ou deux ans d’écart
account-said-years-apart = { $left } et { $right } : trois à cinq ans d’écart
account-said-same-governorate = { $left } et { $right } : deux lieux d’un même gouvernorat
account-said-one-digit-off = { $left } et { $right } : un chiffre diffère, ou deux sont intervertis
account-rare-name = une personne sur { $n } le porte
account-rare-value = une personne sur { $n } l’a
account-for-strongly = plaide fortement pour, { $weight }
account-for = plaide pour, { $weight }
account-says-little = dit peu, { $weight }
account-against-step = plaide contre, { $weight }
account-against-strongly = plaide fortement contre, { $weight }

## Who else it could be

account-other-sibling = Il pourrait s’agir de frères ou de sœurs : { $percent } %.
account-other-twin = Il pourrait s’agir de jumeaux : { $percent } %.
account-other-parent-and-child = Il pourrait s’agir d’un parent et de son enfant : { $percent } %.
account-other-cousin = Il pourrait s’agir de cousins nommés d’après le même grand-père : { $percent } %.
account-other-unrelated = Il pourrait s’agir de deux personnes qui partagent un nom par hasard : { $percent } %.

## How two values stand to each other, in a word or two

account-agree-same = Identique
account-agree-same-by-letter-rules = Identique aux lettres près
account-agree-same-by-spelling = Graphie courante
account-agree-similar = Proche
account-agree-different = Différent
account-agree-order-swapped = Autre ordre
account-agree-only-one = Un seul côté
account-agree-year-and-placeholder = Année ; 1er janvier
account-agree-day-and-month-swapped = Jour/mois intervertis
account-agree-same-year = Même année
account-agree-days-differ = Même année, autre jour
account-agree-near-year = À 2 ans près
account-agree-years-apart = 3 à 5 ans d’écart
account-agree-same-governorate = Même gouvernorat
account-agree-one-digit-off = Un chiffre d’écart

## Fields

account-field-full-name = Nom complet
account-field-given = Prénom
account-field-father = Nom du père
account-field-grandfather = Nom du grand-père
account-field-family = Nom de famille
account-field-mother = Nom de la mère
account-field-kunya = Kunya
account-field-laqab = Surnom
account-field-nisba = Nom d’origine
account-field-sex = Sexe
account-field-birth-date = Date de naissance
account-field-birth-year = Année de naissance
account-field-age = Âge
account-field-birth-place = Lieu de naissance
account-field-governorate = Gouvernorat
account-field-registry-number = Numéro de registre
account-field-national-number = Numéro national
account-short-prior = Avant
account-short-relatives = Parents proches
account-short-rivals = Autres candidats
account-short-total = Total
