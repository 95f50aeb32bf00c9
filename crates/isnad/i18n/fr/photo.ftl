# Photographs: figures and what stands beside them.
photo-review = étiquette à vérifier
photo-of = de
photo-all = tout ensemble
photo-unattributed = non attribué
photo-files = fichiers
photo-photos = photographies
photo-series = séries
photo-bodies = corps
photo-series-without-number = séries sans numéro
count-files = Fichiers : chaque fichier qui est une photographie, copies comprises.
count-photos-without-copies = Photographies : chacune une fois ; les fichiers qui sont copies l’un de l’autre comptent pour un.
count-series = Séries : prises successives d’un même corps, d’après dossiers, appareils, heure et étiquettes.
count-bodies-by-number = Corps : numéros de corps distincts au sein d’une branche. Un numéro qui revient après plus de 60 jours d’absence est un autre corps. Ce qui n’a pas de numéro n’y est pas compté.
count-bodies-by-number-or-detainee = Corps : numéros de corps distincts au sein d’une branche, et numéros de détenus là où aucun corps n’en a. Un numéro qui revient après plus de 60 jours d’absence est un autre corps. Ce qui n’a pas de numéro n’y est pas compté.
count-series-without-number = Séries sans numéro : personne ne peut dire si elles montrent des corps déjà comptés.
