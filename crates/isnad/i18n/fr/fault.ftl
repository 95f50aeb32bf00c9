# What is wrong, and what to do. `fault-<id>` says the fault, `fault-<id>-remedy` the remedy.

## What was typed

fault-no-store-named = Aucun dépôt n’est nommé.
fault-no-store-named-remedy = Indiquez --store DIR, ou définissez ISNAD_STORE.
fault-no-passphrase = La phrase secrète du dépôt manque, et il n’y a pas de terminal où la demander.
fault-no-passphrase-remedy = Indiquez --passphrase-file FILE, ou définissez ISNAD_PASSPHRASE.
fault-no-password = Aucun mot de passe n’a été donné.
fault-no-password-remedy = Indiquez --password-file FILE, ou lancez la commande dans un terminal.
fault-not-the-same = Les deux saisies ne sont pas identiques.
fault-not-the-same-remedy = Relancez la commande et tapez deux fois le même texte.
fault-no-path-named = Aucun fichier ni dossier n’est nommé.
fault-no-path-named-remedy = Nommez-en au moins un, ou indiquez --worker.
fault-no-query = Il n’y a pas de requête.
fault-no-query-remedy = Tapez ce qu’il faut chercher, ou indiquez --batch FILE ; --help-query explique la syntaxe.
fault-not-utf8 = `{ $path }` n’est pas un texte en UTF-8.
fault-not-utf8-remedy = Enregistrez-le en UTF-8 et réessayez.
fault-file-exists = `{ $path }` existe déjà.
fault-file-exists-remedy = Rien n’est écrasé ; nommez un autre fichier.
fault-no-cosigner-key = `{ $path }` ne contient pas de clé de cosignature.
fault-no-cosigner-key-remedy = Créez-en une avec `isnad ledger cosign key`.
fault-bad-value = { $what } : { $reason }.
fault-bad-value-remedy = Corrigez la valeur et réessayez.
fault-reason-required = Un motif est requis pour cela.
fault-reason-required-remedy = Dites pourquoi en quelques mots ; le motif est conservé avec l’inscription.
fault-step-before = L’étape « { $step } » de cette photographie vient d’abord.
fault-step-before-remedy = Découvrez-la pas à pas : blurred, small, grey, colour.
fault-passphrase-short = Une phrase secrète ou un mot de passe compte au moins { $least } caractères.
fault-passphrase-short-remedy = Choisissez plus long ; plusieurs mots se retiennent mieux que des signes.

## The store

fault-not-a-store = `{ $path }` ne contient pas de dépôt.
fault-not-a-store-remedy = Vérifiez le chemin, ou créez un dépôt à cet endroit avec `isnad init`.
fault-folder-not-empty = `{ $path }` n’est pas vide.
fault-folder-not-empty-remedy = Nommez un dossier qui n’existe pas encore, ou videz celui-ci vous-même.
fault-store-newer = Le dépôt est au format { $found } ; ce programme connaît les formats jusqu’au { $known }.
fault-store-newer-remedy = Utilisez le programme plus récent qui l’a créé. Rien n’a été modifié.
fault-settings-damaged = `{ $path }` ne peut être compris : { $reason }.
fault-settings-damaged-remedy = Restaurez ce fichier à partir d’une sauvegarde ; rien d’autre dans le dépôt n’a été touché.
fault-store-busy = Le dépôt `{ $path }` est occupé par un autre travail long (réception, lecture, reconstruction ou effacement).
fault-store-busy-remedy = Attendez qu’il s’achève, ou arrêtez-le ; rien de ce qu’il a confirmé n’est perdu. La recherche et la consultation restent possibles entre-temps.
fault-wrong-passphrase = La phrase secrète n’ouvre pas ce dépôt.
fault-wrong-passphrase-remedy = Vérifiez la phrase secrète, son fichier ou ISNAD_PASSPHRASE. Sans elle, personne ne peut ouvrir le dépôt.
fault-keys-unreadable = Les clés du dépôt ne peuvent être lues : { $reason }.
fault-keys-unreadable-remedy = Restaurez `store.toml` à partir d’une sauvegarde.
fault-no-random = Cette machine n’a pas fourni d’octets aléatoires : { $reason }.
fault-no-random-remedy = Rien n’a été écrit. Vérifiez le système et réessayez.
fault-disk-full = Le disque est plein (`{ $path }`).
fault-disk-full-remedy = Tout ce qui a été confirmé est en sûreté. Faites de la place et relancez la même commande ; elle reprend où elle s’est arrêtée.
fault-io = Opération impossible ({ $what }) sur `{ $path }` : { $reason }.
fault-io-remedy = Vérifiez que le disque est présent et que vous pouvez l’utiliser, puis relancez la même commande.
fault-internal = Une erreur s’est produite à l’intérieur d’isnad : { $reason }.
fault-internal-remedy = Rien de ce qui a été confirmé n’est perdu. Veuillez signaler cette phrase.

## Taking in

fault-path-missing = `{ $path }` n’existe pas.
fault-path-missing-remedy = Vérifiez le chemin ; le support est-il monté ?
fault-path-unreadable = `{ $path }` ne peut être utilisé : { $reason }.
fault-path-unreadable-remedy = Vérifiez les droits, ou travaillez sous un compte qui peut le lire.
fault-path-is-device = `{ $path }` est un périphérique, un tube ou une socket.
fault-path-is-device-remedy = Montez le support en lecture seule et nommez le dossier, ou faites-en une image et nommez-la.
fault-path-meets-store = `{ $path }` et le dépôt sont l’un dans l’autre.
fault-path-meets-store-remedy = Gardez le dépôt à l’écart de ce qu’il reçoit.
fault-no-hash-list = `{ $path }` ne contient aucune ligne d’une liste d’empreintes.
fault-no-hash-list-remedy = Les listes écrites par `sha256sum`, `md5sum` ou `hashdeep` sont comprises.
fault-list-empty = La liste est vide.
fault-list-empty-remedy = Vérifiez que c’est le bon fichier et qu’il a été copié en entier.
fault-list-no-ground = Une liste de personnes n’est pas reçue sans `{ $what }`.
fault-list-no-ground-remedy = Dites sur quelle base légale la liste est détenue (`--legal-basis`) et à quoi elle peut servir (`--purpose`) ; les deux sont consignés avec elle.
fault-list-is-folder = `{ $path }` est un dossier, non une liste.
fault-list-is-folder-remedy = Nommez un fichier ; un dossier se reçoit avec `isnad intake add`, et ses tables s’importent avec `isnad list import --item`.
fault-list-no-table = Il n’y a pas de table { $table } ; tables trouvées : { $found }.
fault-list-no-table-remedy = Choisissez-en une autre avec `--table`. Ce qui n’est ni un texte en colonnes, ni un classeur, ni une base de données n’a pas de table.
fault-list-no-text = Les octets ne forment pas un texte ; aucune ligne ne peut en être tirée.
fault-list-no-text-remedy = Un classeur s’importe tel quel ; enregistrez d’abord les autres formats en CSV, TSV ou lignes JSON.
fault-list-json-array = La liste est un seul tableau JSON.
fault-list-json-array-remedy = Écrivez chaque ligne comme un objet JSON sur sa propre ligne, par exemple avec `jq -c '.[]'`.
fault-list-bad-headings = Les colonnes ne peuvent être reconnues : ligne { $line } : { $reason }.
fault-list-bad-headings-remedy = Corrigez cette ligne dans une copie, ou dites dans le fichier de correspondance comment la liste est écrite : `[form]` avec `encoding`, `delimiter` et `headings`.
fault-list-unreadable = La liste n’a pu être lue : { $reason }.
fault-list-unreadable-remedy = Vérifiez le support et réessayez.
fault-mapping-unreadable = La correspondance ne peut être comprise : { $reason }.
fault-mapping-unreadable-remedy = Faites écrire un fichier avec `isnad list preview FILE --write-map map.toml` et modifiez-le.
fault-mapping-newer = La correspondance est de version { $found } ; ce programme connaît la { $known }.
fault-mapping-newer-remedy = Utilisez le programme qui l’a écrite, ou un plus récent.
fault-mapping-no-field = Colonne `{ $column }` : `{ $word }` n’est pas un champ.
fault-mapping-no-field-remedy = Les champs sont : { $known }.
fault-mapping-no-column = La liste n’a pas de colonne `{ $column }`.
fault-mapping-no-column-remedy = Ses colonnes sont : { $columns }. Corrigez le fichier de correspondance.
fault-mapping-two-ids = Deux colonnes doivent être l’identifiant d’une ligne : `{ $first }` et `{ $second }`.
fault-mapping-two-ids-remedy = N’attribuez `id` qu’à une colonne ; sans elle, le numéro de la ligne en tient lieu.
fault-mapping-nothing = Aucune colonne de la liste n’est associée à ce qu’elle dit d’une personne.
fault-mapping-nothing-remedy = Regardez avec `isnad list preview FILE`, écrivez un fichier avec `--write-map` et nommez-y au moins un champ.
fault-source-unreadable = La source n’a pu être lue : { $reason }.
fault-source-unreadable-remedy = Vérifiez le support et relancez la même commande.

## Objects and tables

fault-vault-absent = `{ $path }` manque ou n’est pas un coffre.
fault-vault-absent-remedy = Restaurez le coffre à partir d’une sauvegarde ; il contient les pièces.
fault-object-missing = L’objet { $object } manque dans le coffre.
fault-object-missing-remedy = Restaurez-le à partir d’une sauvegarde, puis lancez `isnad store verify --all`.
fault-object-damaged = L’objet { $object } est endommagé : { $reason }.
fault-object-damaged-remedy = Restaurez-le à partir d’une sauvegarde, puis lancez `isnad store verify --all`.
fault-object-other-content = L’objet { $object } contient d’autres octets que ne l’indique son nom (empreinte { $found }).
fault-object-other-content-remedy = Ne l’utilisez pas. Restaurez-le à partir d’une sauvegarde et cherchez qui a pu écrire dans le coffre.
fault-catalogue-unreachable = Le catalogue ne peut être ouvert : { $reason }.
fault-catalogue-unreachable-remedy = Avec PostgreSQL, vérifiez que le serveur fonctionne et que l’adresse dans `store.toml` est juste. Le catalogue intégré peut être supprimé ; il est refait.
fault-catalogue-version = Le catalogue est à la version { $found } ; ce programme utilise la { $expected }.
fault-catalogue-version-remedy = Supprimez `catalogue.sqlite` (ou videz la base de données) ; il est refait à partir du registre.
fault-catalogue-failed = Le catalogue a échoué : { $reason }.
fault-catalogue-failed-remedy = Relancez la commande. Si l’échec se répète, supprimez `catalogue.sqlite` ; il est refait à partir du registre.
fault-catalogue-damaged = Le catalogue contient une valeur impossible : { $reason }.
fault-catalogue-damaged-remedy = Lancez `isnad store rebuild` ; le registre et le coffre ne sont pas touchés.
fault-index-failed = L’index de recherche dans `{ $path }` a échoué : { $reason }.
fault-index-failed-remedy = Supprimez ce dossier et lancez `isnad store rebuild` ; rien ne se perd avec lui.
fault-act-misfit = L’acte { $index } du journal ne s’accorde pas avec ce qui le précède : { $reason }.
fault-act-misfit-remedy = Rien n’a été sauté, rien n’a été modifié. Lancez `isnad store verify`, et gardez une copie du dépôt pour examen.
fault-act-unreadable = L’acte { $index } du journal ne peut être lu : { $reason }.
fault-act-unreadable-remedy = Rien n’a été sauté. Si un isnad plus récent a écrit ce dépôt, utilisez-le ; sinon, restaurez le registre à partir d’une sauvegarde.
fault-ledger-shorter = Le catalogue a vu { $catalogue } actes, mais le registre n’en contient que { $ledger }.
fault-ledger-shorter-remedy = Le registre a été tronqué ou remplacé. Gardez ce dépôt en l’état, et comparez-le à un point de contrôle conservé hors de la maison.

## Ledger and proofs

fault-ledger-disk-full = Le disque est plein (`{ $path }`).
fault-ledger-disk-full-remedy = Tout ce qui a été confirmé est en sûreté. Faites de la place et relancez la même commande.
fault-ledger-file = Le fichier du registre `{ $path }` a échoué : { $reason }.
fault-ledger-file-remedy = Vérifiez le disque et les droits sur le dossier, puis réessayez.
fault-no-randomness = Cette machine n’a pas fourni d’octets aléatoires : { $reason }.
fault-no-randomness-remedy = Rien n’a été écrit. Vérifiez le système et réessayez.
fault-ledger-malformed = Ce n’est pas ce qui est attendu ({ $what }) : { $reason }.
fault-ledger-malformed-remedy = Vérifiez que c’est le bon fichier et qu’il est arrivé entier.
fault-ledger-bad-signature = La signature de `{ $key }` ne correspond pas au texte.
fault-ledger-bad-signature-remedy = Ne vous y fiez pas. Redemandez-le par une autre voie.
fault-ledger-unsigned = `{ $key }` n’a pas signé ce point de contrôle.
fault-ledger-unsigned-remedy = Vérifiez que la clé et le point de contrôle relèvent du même journal.
fault-ledger-other-log = Ceci concerne le journal `{ $found }`, et non `{ $expected }`.
fault-ledger-other-log-remedy = Utilisez le fichier qui relève de ce journal.
fault-ledger-other-root = À { $size } actes, ce journal a une autre racine que celle donnée.
fault-ledger-other-root-remedy = L’historique a été modifié, ici ou là-bas. Gardez les deux et faites-les examiner.
fault-ledger-no-cosignature = Aucune cosignature de cette clé ne figure sous ce point de contrôle.
fault-ledger-no-cosignature-remedy = Vérifiez le fichier et la clé de l’autre service.
fault-ledger-missing = `{ $path }` ne contient pas de registre.
fault-ledger-missing-remedy = Restaurez le registre à partir d’une sauvegarde ; sans lui, rien ne peut être prouvé.
fault-ledger-exists = `{ $path }` contient déjà un registre.
fault-ledger-exists-remedy = Nommez un dossier vide.
fault-ledger-damaged = Le fichier du registre `{ $file }` est endommagé : { $reason }.
fault-ledger-damaged-remedy = Cessez le travail sur ce dépôt, gardez-le en l’état, et restaurez le registre à partir d’une sauvegarde.
fault-ledger-no-such-act = Il n’y a pas d’acte { $index } ; le journal en contient { $size }.
fault-ledger-no-such-act-remedy = Vérifiez le numéro.
fault-ledger-act-too-large = Un acte de { $size } octets dépasse les { $limit } que le registre conserve.
fault-ledger-act-too-large-remedy = Déballez le conteneur et recevez ses parties une à une.
fault-ledger-read-only = Le registre n’a été ouvert qu’en lecture.
fault-ledger-read-only-remedy = C’est une erreur dans isnad ; veuillez la signaler.
fault-ledger-unconfirmed = Le système n’a pas confirmé que les derniers actes sont sur le disque : { $reason }.
fault-ledger-unconfirmed-remedy = Vérifiez le disque. Rouvrez le dépôt : il montre ce qui a été gardé, et la même commande continue.
fault-ledger-must-reopen = Une écriture antérieure n’a pas été confirmée.
fault-ledger-must-reopen-remedy = Rouvrez le dépôt.
fault-stamp-unreadable = La réponse de l’autorité d’horodatage ne peut être lue : { $reason }.
fault-stamp-unreadable-remedy = Vérifiez que le fichier est la réponse de l’autorité (RFC 3161) et qu’il est arrivé entier.
fault-stamp-refused = L’autorité d’horodatage a refusé la demande : { $status }.
fault-stamp-refused-remedy = Demandez-en la raison à l’autorité, puis envoyez une nouvelle demande.
fault-stamp-of-other-bytes = L’horodatage porte sur d’autres octets que ceux de tout point de contrôle pour lequel il a été demandé.
fault-stamp-of-other-bytes-remedy = Vérifiez que la réponse correspond à une demande de ce dépôt.
fault-stamp-of-other-request = L’horodatage répond à une autre demande pour le point de contrôle de { $size } actes.
fault-stamp-of-other-request-remedy = Reprenez la réponse à la demande que ce dépôt a écrite en dernier.

## Reading

fault-reader-not-started = Le lecteur `{ $program }` n’a pu être lancé : { $reason }.
fault-reader-not-started-remedy = Vérifiez que le programme est présent et peut être lancé ; `isnad doctor` en dit plus.
fault-ocr-model-missing = Il n’y a pas de modèle tesseract pour la langue `{ $language }` dans { $folder } ; il y a : { $there }.
fault-ocr-model-missing-remedy = Installez-le (Debian : tesseract-ocr-…), placez `{ $language }.traineddata` dans le dossier, ou indiquez d’autres langues avec --ocr-lang. Si le fichier est là, son dossier doit être lisible par tous : les lecteurs tournent sans droits.
fault-reader-fence-missing = L’enceinte autour des lecteurs n’est pas en place : { $missing }.
fault-reader-fence-missing-remedy = Utilisez un noyau avec Landlock et seccomp (Debian 12 ou plus récent), ou omettez --require-fence.
fault-reader-no-folder = Aucun dossier privé n’a pu être créé pour les lecteurs : { $reason }.
fault-reader-no-folder-remedy = Vérifiez la place et les droits dans le dossier temporaire (TMPDIR).
fault-reader-source = Le fichier n’a pu être remis au lecteur : { $reason }.
fault-reader-source-remedy = Vérifiez les droits et réessayez.
fault-reader-members = Un fichier trouvé dans un fichier n’a pu être conservé : { $reason }.
fault-reader-members-remedy = Vérifiez la place sur le disque, puis relancez `isnad process run`.
fault-page-not-drawn = La page n’a pu être dessinée : { $reason }.
fault-page-not-drawn-remedy = Le texte à côté n’est pas touché. L’original peut être sorti avec un motif.
fault-reader-killed = Le lecteur a été tué deux fois de l’extérieur : cette machine manque de mémoire, ou quelqu’un l’a arrêté.
fault-reader-killed-remedy = La pièce attend encore. Relancez `isnad process run`, avec moins de lecteurs à la fois (`--workers 1`) si la mémoire manque.
fault-reader-talk = L’échange avec le lecteur a échoué : { $reason }.
fault-reader-talk-remedy = Réessayez ; si cela se répète, signalez-le avec le numéro de la pièce.

## People

fault-not-available = Non disponible : { $what }.
fault-not-available-remedy = Vérifiez le numéro ; demandez au conservateur si vous avez besoin d’un accès.
fault-no-such-account = Il n’y a pas de compte `{ $user }`.
fault-no-such-account-remedy = `isnad user list` montre les comptes.
fault-account-exists = Il y a déjà un compte `{ $user }`.
fault-account-exists-remedy = Choisissez un autre nom ; un compte fermé peut être rouvert avec `isnad user reopen`.
fault-roles-exclude = Ces rôles s’excluent l’un l’autre.
fault-roles-exclude-remedy = Qui tient les comptes (administrator) ou surveille (security-officer) n’a aucun rôle qui lit des pièces, ni l’autre de ces deux rôles.
fault-sign-in-failed = Le nom ou le mot de passe est incorrect.
fault-sign-in-failed-remedy = Réessayez ; un administrateur peut définir un nouveau mot de passe.
fault-not-allowed = Vous n’êtes pas autorisé à faire cela ({ $action } : { $refusal }). La tentative a été enregistrée.
fault-not-allowed-remedy = Adressez-vous au conservateur ou à un administrateur si votre travail l’exige.
fault-covered = Cette image est couverte.
fault-covered-remedy = Découvrez-la délibérément si vous devez la voir ; cela est enregistré.

## The query

fault-query-unclosed-quote = Au caractère { $at }, un guillemet est ouvert et n’est pas fermé.
fault-query-unclosed-quote-remedy = Fermez-le avec ".
fault-query-unclosed-bracket = Au caractère { $at }, une parenthèse est ouverte et n’est pas fermée.
fault-query-unclosed-bracket-remedy = Fermez-la avec ).
fault-query-stray-bracket = La parenthèse au caractère { $at } ne ferme rien.
fault-query-stray-bracket-remedy = Retirez-la, ou ouvrez-en une avant elle.
fault-query-missing-term = Au caractère { $at }, il manque quelque chose à chercher avec `{ $after }`.
fault-query-missing-term-remedy = Tapez-y un mot ou une expression, ou retirez `{ $after }`.
fault-query-unknown-field = Au caractère { $at } : il n’y a pas de champ `{ $field }`.
fault-query-unknown-field-remedy = Les champs sont { $fields }. Mettez les mots entre guillemets pour chercher un deux-points.
fault-query-bad-value = Au caractère { $at } : `{ $found }` n’est pas une valeur pour `{ $field }`.
fault-query-bad-value-remedy = Valeur attendue : { $takes }.
fault-query-bad-distance = Au caractère { $at } : cette distance ne peut être utilisée.
fault-query-bad-distance-remedy = Donnez un nombre de 1 à { $most }.
fault-query-empty-prefix = Au caractère { $at }, un astérisque n’a pas de lettre devant lui.
fault-query-empty-prefix-remedy = Mettez au moins une lettre devant l’astérisque.
fault-query-star-in-phrase = Au caractère { $at }, un astérisque se trouve entre guillemets.
fault-query-star-in-phrase-remedy = Retirez l’astérisque de l’expression.

## Sample

fault-sample-too-few-papers = { $given } papiers, c’est trop peu pour un échantillon.
fault-sample-too-few-papers-remedy = Demandez-en au moins { $least }, afin que chaque format de fichier soit présent.
fault-sample-too-few-persons = { $given } personnes, c’est trop peu pour des listes.
fault-sample-too-few-persons-remedy = Demandez-en au moins { $least }, afin que les cas placés y trouvent leur place.
fault-sample-too-many-persons = { $given } personnes, c’est trop pour des listes dans les formes des bureaux.
fault-sample-too-many-persons-remedy = Demandez-en au plus { $most }, ou laissez `--headings local` de côté.
fault-sample-names = La table de noms `{ $path }` est inutilisable : { $detail }.
fault-sample-names-remedy = Nommez un fichier texte lisible en UTF-8 à trois colonnes séparées par des tabulations : nom arabe, graphie latine, nombre.
fault-sample-folder-not-empty = `{ $path }` n’est pas un dossier vide.
fault-sample-folder-not-empty-remedy = Nommez un dossier vide ou qui n’existe pas encore.
fault-sample-cannot-write = `{ $path }` n’a pu être écrit : { $detail }.
fault-sample-cannot-write-remedy = Vérifiez la place et les droits à cet endroit, supprimez le dossier inachevé et recommencez.
fault-sample-not-made = L’échantillon n’a pu être fait : { $detail }.
fault-sample-not-made-remedy = C’est une erreur dans isnad ; veuillez la signaler avec cette phrase.

## The workbench

fault-listen-not-loopback = `{ $listen }` n’est pas une adresse réservée à cette machine.
fault-listen-not-loopback-remedy = Utilisez 127.0.0.1 ou [::1]. Pour que d’autres l’atteignent, placez devant un mandataire avec TLS.
fault-listen-refused = `{ $listen }` ne peut être utilisé : { $reason }.
fault-listen-refused-remedy = Choisissez un autre port avec --listen 127.0.0.1:PORT.
fault-texts-broken = Les textes de ce programme ne peuvent être lus : { $reason }.
fault-texts-broken-remedy = C’est une erreur dans isnad ; veuillez la signaler.
fault-serving-stopped = L’atelier s’est arrêté : { $reason }.
fault-serving-stopped-remedy = Relancez-le avec `isnad serve` ; rien de ce qui a été confirmé n’est perdu.
fault-workbench-failed = Une erreur s’est produite ici.
fault-workbench-failed-remedy = Rien n’est perdu. Réessayez ; si cela se répète, signalez le numéro de cette requête.
fault-sign-in-first = Vous n’êtes pas connecté.
fault-sign-in-first-remedy = Connectez-vous d’abord.
fault-form-expired = Ce formulaire est trop ancien.
fault-form-expired-remedy = Revenez en arrière, rechargez la page et envoyez-le de nouveau.
fault-form-unreadable = Ce formulaire ne peut être lu.
fault-form-unreadable-remedy = Revenez en arrière, rechargez la page et envoyez-le de nouveau.
fault-host-unknown = Cette adresse n’est pas celle de l’atelier.
fault-host-unknown-remedy = Ouvrez l’adresse que `isnad serve` a affichée.
fault-origin-unknown = Cette requête vient d’un autre site.
fault-origin-unknown-remedy = Ouvrez l’atelier lui-même et faites-le là.
fault-state-unknown = Il n’existe pas de tel état d’une pièce.
fault-state-unknown-remedy = Les états sont read, read_in_part, no_text, empty, encrypted, unsupported, damaged, over_limit.
fault-language-unknown = L’atelier ne parle pas cette langue.
fault-language-unknown-remedy = Il parle anglais, arabe, français et néerlandais.
fault-address-unreadable = Cette adresse ne peut pas être comprise.
fault-address-unreadable-remedy = Vérifiez les noms et les valeurs après le point d'interrogation ; /api/v1/openapi.json les décrit.
fault-model-version = Ce n'est pas un fichier de modèle de cette version.
fault-model-version-remedy = Sa première ligne doit être `model`, une tabulation, `{ $known }` ; laissez `isnad match link --write-model` en faire un.
fault-model-line = La ligne { $line } du fichier de modèle n'est pas une ligne de modèle.
fault-model-line-remedy = Une ligne est un nom, une tabulation et un nombre ; comparez-la à celles que `--write-model` écrit.
fault-model-value = Ligne { $line } du fichier de modèle : `{ $name }` ne peut être { $value }.
fault-model-value-remedy = Les probabilités vont de plus de 0 à 1, la valeur a priori est inférieure à 0.
fault-model-missing = Le fichier de modèle ne dit pas `{ $name }`.
fault-model-missing-remedy = Ajoutez la ligne, ou laissez `--write-model` refaire le fichier.
fault-matching-cancelled = Le rapprochement a été arrêté avant la fin.
fault-matching-cancelled-remedy = Rien n'a été écrit ; relancez-le.
fault-probability-outside = { $value } n'est pas une probabilité.
fault-probability-outside-remedy = Donnez un nombre de 0 à 1.
fault-list-no-records = { $path } ne contient aucune ligne qui dise quelque chose d'une personne.
fault-list-no-records-remedy = Regardez-le avec `isnad list preview`, ou dites avec `--map` ce que dit chaque colonne.
fault-record-not-in-list = { $path } n’a pas de ligne avec l’identifiant `{ $id }`.
fault-record-not-in-list-remedy = Les identifiants sont ceux de la liste ; `isnad list preview` montre quelle colonne les contient.
fault-decided-line = { $path } : la ligne { $line } n'est pas une décision sur deux lignes de ces listes.
fault-decided-line-remedy = Une ligne est l'identifiant de gauche, une tabulation, l'identifiant de droite, une tabulation, et `same`, `different` ou `unsure`.
fault-pairs-line = { $path } : la ligne { $line } est incompréhensible.
fault-pairs-line-remedy = Les paires s'écrivent comme le fait `isnad match link --out` ; une vérité, identifiant, tabulation, personne.
fault-truth-without-record = { $path } ne connaît pas les deux lignes de la paire à la ligne { $line }.
fault-truth-without-record-remedy = Une vérité nomme la personne de chaque ligne.

## Leads and persons

fault-lead-unread = Vous n’avez pas encore lu la piste { $lead }.
fault-lead-unread-remedy = Donnez une première lecture avant les poids, puis décidez.
fault-lead-read-already = Vous avez déjà donné une première lecture de { $lead }.
fault-lead-read-already-remedy = Une première lecture se garde telle quelle ; décidez maintenant, ou laissez-la.
fault-decided-first = Vous avez décidé en premier sur { $lead }.
fault-decided-first-remedy = Une autre personne doit être la deuxième. Vous pouvez reprendre votre décision avec un motif.
fault-lead-settled = La piste { $lead } est terminée.
fault-lead-settled-remedy = Retirez les décisions avec un motif s’il faut la rouvrir.
fault-nothing-to-withdraw = Aucune décision de vous ne tient sur { $lead }.
fault-nothing-to-withdraw-remedy = Tant qu’une piste n’est pas terminée, chacun reprend sa propre décision.
fault-opinion-missing = Aucun avis n’a été donné.
fault-opinion-missing-remedy = Dites-en un : same, different, cannot tell.
fault-needs-second-person = La piste { $lead } a besoin d’une autre personne.
fault-needs-second-person-remedy = Votre décision est enregistrée. Rien n’en découle avant qu’une autre personne ait décidé.
fault-text-not-read = Le texte de { $page } se trouve dans le fichier lui-même ; aucune machine ne l’a lu.
fault-text-not-read-remedy = On corrige ce qui a été lu à partir de l’image ou d’une couche de texte, non ce qu’un fichier dit.
fault-text-no-line = Il n’y a pas de ligne { $line } ; la page en a { $lines }.
fault-text-no-line-remedy = Les lignes se comptent à partir de 1, sans les lignes vides. `isnad doc text ITEM --page N --numbered` montre les numéros.
fault-text-no-word = La ligne { $line } n’a pas de mot { $word }. On y lit : { $stands }
fault-text-no-word-remedy = Un mot est ce qui se trouve entre espaces, compté à partir de 1 dans l’ordre de lecture.
fault-text-other-word = À la ligne { $line }, le mot { $word } est `{ $stands }`, non `{ $from }`.
fault-text-other-word-remedy = Donnez ce qui s’y trouve, ou ne le donnez pas.
fault-text-line-emptied = La ligne { $line } resterait sans mot.
fault-text-line-emptied-remedy = Une ligne garde au moins un mot, pour que les suivantes gardent leurs numéros.
fault-text-changed-meanwhile = { $by } a changé `{ $from }` en `{ $to }` à la ligne { $line } de { $page } entre-temps : version { $version }.
fault-text-changed-meanwhile-remedy = Regardez la version la plus récente et corrigez celle-là.
fault-text-read-meanwhile = Une machine a relu { $page } entre-temps : version { $version }.
fault-text-read-meanwhile-remedy = Regardez la version la plus récente et corrigez celle-là.
fault-text-no-version = Cette page n’a pas de version { $version } ; la plus récente est { $newest }.
fault-text-no-version-remedy = `isnad doc versions ITEM` les énumère.
