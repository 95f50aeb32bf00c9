# Copies : les mêmes octets, et le même papier ou la même prise de vue numérisés ou enregistrés à nouveau.
copies-line = Les mêmes octets, et le même papier ou la même prise de vue, numérisés ou enregistrés à nouveau. Rien n’est caché pour autant.
copies-kind-exact = mêmes octets
copies-kind-near = copie presque identique
copies-kind-through = copie d’une copie
copies-likeness = ressemblance { $percent } %
copies-because-bytes = Les octets sont les mêmes.
copies-because-text = Les textes ont les mêmes mots et les mêmes nombres.
copies-because-read-text = Lus optiquement, ils ont les mêmes mots, et aucun nombre lu avec certitude ne s’y oppose.
copies-because-layout = L’encre se trouve aux mêmes endroits, et rien de ce qui est lu avec certitude ne s’y oppose.
copies-because-layout-and-text = L’encre se trouve aux mêmes endroits, et les mots sont les mêmes.
copies-because-shot = C’est la même prise de vue.
copies-because-others = C’est une copie d’une autre pièce du groupe ; les deux n’ont pas été trouvées semblables par elles-mêmes.
copies-none-of-these = Ces deux pièces n’ont pas été reconnues comme copies.
copies-compare = Comparer
copies-compare-title = Deux pièces comparées
copies-compare-of = { $a } et { $b } comparées
copies-back = Copies
copies-only-first = Seulement dans la première
copies-only-second = Seulement dans la seconde
copies-places = { $n ->
    [0] Les textes ne diffèrent pas
    [one] Les textes diffèrent à { $n } endroit
   *[other] Les textes diffèrent à { $n } endroits
}
copies-first-place = Aller au premier
copies-place-of = Différence { $n } sur { $m } : aller à la suivante
copies-text-scroll = Les deux textes
copies-no-text = Aucune des deux n’a de texte. Leurs pages peuvent être regardées une à une.
copies-note = Les graphies qu’un lecteur tient pour identiques ne sont pas marquées. Une différence peut être une erreur de lecture optique : regardez les pages.
copies-folded = Copies repliées
copies-unfolded = Copies affichées
copies-folded-count = { $n } avec copies repliées
copies-more = { $n ->
    [one] +{ $n } copie
   *[other] +{ $n } copies
}
