# What is wrong, and what to do. `fault-<id>` says the fault, `fault-<id>-remedy` the remedy.

## What was typed

fault-no-store-named = لم يُسمَّ أي مستودع.
fault-no-store-named-remedy = أعطِ --store DIR، أو عيّن ISNAD_STORE.
fault-no-passphrase = عبارة مرور المستودع غير موجودة، ولا طرفية لطلبها.
fault-no-passphrase-remedy = أعطِ --passphrase-file FILE، أو عيّن ISNAD_PASSPHRASE.
fault-no-password = لم تُعطَ كلمة مرور.
fault-no-password-remedy = أعطِ --password-file FILE، أو نفّذ الأمر في طرفية.
fault-not-the-same = الإدخالان غير متطابقين.
fault-not-the-same-remedy = أعد تنفيذ الأمر واكتب النص نفسه مرتين.
fault-no-path-named = لم يُسمَّ ملف ولا مجلد.
fault-no-path-named-remedy = سمِّ واحدًا على الأقل، أو أعطِ --worker.
fault-no-query = لا يوجد ما يُبحث عنه.
fault-no-query-remedy = اكتب ما تبحث عنه، أو أعطِ --batch FILE؛ والخيار --help-query يشرح صيغة البحث.
fault-not-utf8 = `{ $path }` ليس نصًا بترميز UTF-8.
fault-not-utf8-remedy = احفظه بترميز UTF-8 وأعد المحاولة.
fault-file-exists = `{ $path }` موجود من قبل.
fault-file-exists-remedy = لا يُكتب فوق ملف موجود؛ سمِّ ملفًا آخر.
fault-no-cosigner-key = لا يحوي `{ $path }` مفتاحًا للتوقيع المشترك.
fault-no-cosigner-key-remedy = أنشئ مفتاحًا بالأمر `isnad ledger cosign key`.
fault-bad-value = { $what }: { $reason }.
fault-bad-value-remedy = صحّح القيمة وأعد المحاولة.
fault-reason-required = هذا الإجراء يتطلب ذكر السبب.
fault-reason-required-remedy = اذكر السبب بكلمات قليلة؛ وهو يُحفظ مع القيد.
fault-step-before = الخطوة «{ $step }» من هذه الصورة تأتي أولًا.
fault-step-before-remedy = اكشف الصورة خطوة بعد خطوة: blurred ثم small ثم grey ثم colour.
fault-passphrase-short = أقل عدد من الأحرف في عبارة المرور أو كلمة المرور: { $least }.
fault-passphrase-short-remedy = اختر أطول منها؛ فبضع كلمات أيسر حفظًا من الرموز.

## The store

fault-not-a-store = لا يحوي `{ $path }` مستودعًا.
fault-not-a-store-remedy = راجع المسار، أو أنشئ مستودعًا فيه بالأمر `isnad init`.
fault-folder-not-empty = `{ $path }` ليس فارغًا.
fault-folder-not-empty-remedy = سمِّ مجلدًا غير موجود بعد، أو أفرغ هذا المجلد بنفسك.
fault-store-newer = صيغة المستودع { $found }؛ وهذا البرنامج يعرف الصيغ حتى { $known }.
fault-store-newer-remedy = استخدم البرنامج الأحدث الذي أنشأه. لم يتغير شيء.
fault-settings-damaged = تعذّر فهم `{ $path }`: { $reason }.
fault-settings-damaged-remedy = استعد هذا الملف من نسخة احتياطية؛ ولم يُمسّ شيء آخر في المستودع.
fault-store-busy = المستودع `{ $path }` مشغول بعمل طويل آخر (استلام أو قراءة أو إعادة بناء أو محو).
fault-store-busy-remedy = انتظر حتى ينتهي، أو أوقفه؛ فلا يضيع شيء مما أكّده. والبحث والاطلاع متاحان في الأثناء.
fault-wrong-passphrase = عبارة المرور لا تفتح هذا المستودع.
fault-wrong-passphrase-remedy = راجع عبارة المرور أو ملفها أو ISNAD_PASSPHRASE. ومن دونها لا يستطيع أحد فتح المستودع.
fault-keys-unreadable = تعذّرت قراءة مفاتيح المستودع: { $reason }.
fault-keys-unreadable-remedy = استعد `store.toml` من نسخة احتياطية.
fault-no-random = لم يعطِ هذا الجهاز بايتات عشوائية: { $reason }.
fault-no-random-remedy = لم يُكتب شيء. افحص النظام وأعد المحاولة.
fault-disk-full = القرص ممتلئ (`{ $path }`).
fault-disk-full-remedy = كل ما أُكّد حتى الآن محفوظ. أفسح مكانًا وأعد تنفيذ الأمر نفسه؛ فهو يتابع من حيث توقف.
fault-io = تعذّرت العملية ({ $what }) على `{ $path }`: { $reason }.
fault-io-remedy = تأكد من وجود القرص ومن أن لك حق استخدامه، ثم أعد تنفيذ الأمر نفسه.
fault-internal = حدث خطأ داخل isnad: { $reason }.
fault-internal-remedy = لم يضع شيء مما أُكّد. يُرجى الإبلاغ عن هذه الجملة.

## Taking in

fault-path-missing = `{ $path }` غير موجود.
fault-path-missing-remedy = راجع المسار؛ هل الوسيط موصول؟
fault-path-unreadable = تعذّر استخدام `{ $path }`: { $reason }.
fault-path-unreadable-remedy = راجع حقوق الوصول إليه، أو اعمل باسم مستخدم يحق له قراءته.
fault-path-is-device = `{ $path }` جهاز أو أنبوب أو مقبس.
fault-path-is-device-remedy = أوصل الوسيط للقراءة فقط وسمِّ المجلد، أو أنشئ ملف صورة منه وسمِّه.
fault-path-meets-store = `{ $path }` والمستودع أحدهما داخل الآخر.
fault-path-meets-store-remedy = أبقِ المستودع منفصلًا عما يُستلم فيه.
fault-no-hash-list = لا يحوي `{ $path }` أي سطر من قائمة بصمات.
fault-no-hash-list-remedy = تُفهم القوائم كما يكتبها `sha256sum` أو `md5sum` أو `hashdeep`.
fault-list-empty = القائمة فارغة.
fault-list-empty-remedy = تحقّق من أنه الملف الصحيح وأنه نُسخ كاملًا.
fault-list-no-ground = لا تُستلم قائمة أشخاص من دون `{ $what }`.
fault-list-no-ground-remedy = بيّن الأساس القانوني لحفظ القائمة (`--legal-basis`) والغرض المسموح به (`--purpose`)؛ يُسجَّل كلاهما معها.
fault-list-is-folder = `{ $path }` مجلد وليس قائمة.
fault-list-is-folder-remedy = سمِّ ملفًا واحدًا؛ يُستلم المجلد بالأمر `isnad intake add` وتُستورد جداوله بالأمر `isnad list import --item`.
fault-list-no-table = لا يوجد جدول رقم { $table }؛ عدد الجداول الموجودة: { $found }.
fault-list-no-table-remedy = اختر غيره بالخيار `--table`. ما ليس نصًّا بأعمدة ولا مصنّفًا ولا قاعدة بيانات لا جدول فيه.
fault-list-no-text = ليست البايتات نصًّا، فلا يمكن تمييز أسطر فيها.
fault-list-no-text-remedy = يُستورد المصنّف كما هو؛ أما الصيغ الأخرى فتُحفظ أولًا بصيغة CSV أو TSV أو أسطر JSON.
fault-list-json-array = القائمة مصفوفة JSON واحدة.
fault-list-json-array-remedy = اكتب كل سطر ككائن JSON في سطر مستقل، مثلًا باستخدام `jq -c '.[]'`.
fault-list-bad-headings = تعذّر تمييز الأعمدة: السطر { $line }: { $reason }.
fault-list-bad-headings-remedy = أصلح ذلك السطر في نسخة، أو بيّن في ملف التوزيع كيف كُتبت القائمة: `[form]` مع `encoding` و`delimiter` و`headings`.
fault-list-unreadable = تعذّرت قراءة القائمة: { $reason }.
fault-list-unreadable-remedy = تحقّق من الوسيط وأعد المحاولة.
fault-mapping-unreadable = تعذّر فهم ملف التوزيع: { $reason }.
fault-mapping-unreadable-remedy = اطلب كتابة ملف توزيع بالأمر `isnad list preview FILE --write-map map.toml` ثم عدّله.
fault-mapping-newer = ملف التوزيع من الإصدار { $found }، وهذا البرنامج يعرف الإصدار { $known }.
fault-mapping-newer-remedy = استخدم البرنامج الذي كتبه أو إصدارًا أحدث.
fault-mapping-no-field = العمود `{ $column }`: `{ $word }` ليس حقلًا.
fault-mapping-no-field-remedy = الحقول هي: { $known }.
fault-mapping-no-column = لا يوجد في القائمة عمود `{ $column }`.
fault-mapping-no-column-remedy = أعمدتها هي: { $columns }. صحّح ملف التوزيع.
fault-mapping-two-ids = عُيّن عمودان معرّفًا للسطر: `{ $first }` و`{ $second }`.
fault-mapping-two-ids-remedy = عيّن عمودًا واحدًا للحقل `id`؛ وبدونه يُستخدم رقم السطر.
fault-mapping-nothing = لم يُعيَّن أي عمود من القائمة لما يقوله عن شخص.
fault-mapping-nothing-remedy = انظر بالأمر `isnad list preview FILE`، واكتب ملف توزيع بالخيار `--write-map`، وسمِّ فيه حقلًا واحدًا على الأقل.
fault-source-unreadable = تعذّرت قراءة المصدر: { $reason }.
fault-source-unreadable-remedy = افحص الوسيط وأعد تنفيذ الأمر نفسه.

## Objects and tables

fault-vault-absent = `{ $path }` مفقود أو ليس خزانة.
fault-vault-absent-remedy = استعد الخزانة من نسخة احتياطية؛ ففيها الأدلة.
fault-object-missing = المحتوى { $object } مفقود من الخزانة.
fault-object-missing-remedy = استعده من نسخة احتياطية، ثم نفّذ `isnad store verify --all`.
fault-object-damaged = المحتوى { $object } تالف: { $reason }.
fault-object-damaged-remedy = استعده من نسخة احتياطية، ثم نفّذ `isnad store verify --all`.
fault-object-other-content = المحتوى { $object } بايتاته غير التي يدل عليها اسمه (البصمة { $found }).
fault-object-other-content-remedy = لا تستخدمه. استعده من نسخة احتياطية، وابحث عمّن كان يستطيع الكتابة في الخزانة.
fault-catalogue-unreachable = تعذّر فتح الفهرس: { $reason }.
fault-catalogue-unreachable-remedy = في حال PostgreSQL تأكد من أن الخادم يعمل وأن العنوان في `store.toml` صحيح. أما الفهرس المدمج فيجوز حذفه؛ إذ يُنشأ من جديد.
fault-catalogue-version = إصدار الفهرس { $found }؛ وهذا البرنامج يستخدم { $expected }.
fault-catalogue-version-remedy = احذف `catalogue.sqlite` (أو أفرغ قاعدة البيانات)؛ فهو يُنشأ من جديد من السجل.
fault-catalogue-failed = تعطّل الفهرس: { $reason }.
fault-catalogue-failed-remedy = أعد تنفيذ الأمر. فإن تعطّل ثانيةً فاحذف `catalogue.sqlite`؛ وهو يُنشأ من جديد من السجل.
fault-catalogue-damaged = في الفهرس قيمة لا يمكن أن تكون: { $reason }.
fault-catalogue-damaged-remedy = نفّذ `isnad store rebuild`؛ ولا يُمسّ السجل ولا الخزانة.
fault-index-failed = تعطّل فهرس البحث في `{ $path }`: { $reason }.
fault-index-failed-remedy = احذف ذلك المجلد ونفّذ `isnad store rebuild`؛ فلا يضيع معه شيء.
fault-act-misfit = العمل { $index } في السجل لا يتفق مع ما سبقه: { $reason }.
fault-act-misfit-remedy = لم يُتجاوز شيء ولم يتغير شيء. نفّذ `isnad store verify`، واحتفظ بنسخة من المستودع للفحص.
fault-act-unreadable = تعذّرت قراءة العمل { $index } في السجل: { $reason }.
fault-act-unreadable-remedy = لم يُتجاوز شيء. إن كان إصدار أحدث من isnad قد كتب هذا المستودع فاستخدمه؛ وإلا فاستعد السجل من نسخة احتياطية.
fault-ledger-shorter = عدد الأعمال التي اطّلع عليها الفهرس { $catalogue }، وليس في السجل منها إلا { $ledger }.
fault-ledger-shorter-remedy = قُطع السجل أو استُبدل. أبقِ هذا المستودع على حاله، وقارنه بنقطة تحقق محفوظة خارج المؤسسة.

## Ledger and proofs

fault-ledger-disk-full = القرص ممتلئ (`{ $path }`).
fault-ledger-disk-full-remedy = كل ما أُكّد محفوظ. أفسح مكانًا وأعد تنفيذ الأمر نفسه.
fault-ledger-file = تعطّل ملف السجل `{ $path }`: { $reason }.
fault-ledger-file-remedy = افحص القرص وحقوق الوصول إلى المجلد، ثم أعد المحاولة.
fault-no-randomness = لم يعطِ هذا الجهاز بايتات عشوائية: { $reason }.
fault-no-randomness-remedy = لم يُكتب شيء. افحص النظام وأعد المحاولة.
fault-ledger-malformed = ليس هذا هو المطلوب ({ $what }): { $reason }.
fault-ledger-malformed-remedy = تأكد من أنه الملف الصحيح وأنه وصل كاملًا.
fault-ledger-bad-signature = توقيع `{ $key }` لا يطابق النص.
fault-ledger-bad-signature-remedy = لا تعتمد عليه. اطلبه ثانيةً بطريق آخر.
fault-ledger-unsigned = لم يوقّع `{ $key }` نقطة التحقق هذه.
fault-ledger-unsigned-remedy = تأكد من أن المفتاح ونقطة التحقق يعودان إلى السجل نفسه.
fault-ledger-other-log = هذا يخص السجل `{ $found }`، لا السجل `{ $expected }`.
fault-ledger-other-log-remedy = استخدم الملف الذي يخص هذا السجل.
fault-ledger-other-root = جذر هذا السجل عند { $size } من الأعمال غير الجذر المعطى.
fault-ledger-other-root-remedy = غُيّر التاريخ المسجل هنا أو هناك. احتفظ بالاثنين واعرضهما للفحص.
fault-ledger-no-cosignature = لا توقيع مشتركًا بهذا المفتاح تحت نقطة التحقق هذه.
fault-ledger-no-cosignature-remedy = راجع الملف ومفتاح الجهة الأخرى.
fault-ledger-missing = لا يحوي `{ $path }` سجلًا.
fault-ledger-missing-remedy = استعد السجل من نسخة احتياطية؛ فمن دونه لا يمكن إثبات شيء.
fault-ledger-exists = في `{ $path }` سجل من قبل.
fault-ledger-exists-remedy = سمِّ مجلدًا فارغًا.
fault-ledger-damaged = ملف السجل `{ $file }` تالف: { $reason }.
fault-ledger-damaged-remedy = أوقف العمل على هذا المستودع، وأبقه على حاله، واستعد السجل من نسخة احتياطية.
fault-ledger-no-such-act = لا وجود للعمل { $index }؛ عدد الأعمال في السجل { $size }.
fault-ledger-no-such-act-remedy = راجع الرقم.
fault-ledger-act-too-large = عمل حجمه { $size } بايت يتجاوز ما يحفظه السجل، وهو { $limit }.
fault-ledger-act-too-large-remedy = فُكّ الحاوية واستلم أجزاءها واحدًا واحدًا.
fault-ledger-read-only = فُتح السجل للقراءة فقط.
fault-ledger-read-only-remedy = هذا خطأ في isnad؛ يُرجى الإبلاغ عنه.
fault-ledger-unconfirmed = لم يؤكد النظام أن الأعمال الأخيرة كُتبت على القرص: { $reason }.
fault-ledger-unconfirmed-remedy = افحص القرص. افتح المستودع من جديد: فهو يبيّن ما حُفظ، والأمر نفسه يتابع.
fault-ledger-must-reopen = لم تُؤكَّد كتابة سابقة.
fault-ledger-must-reopen-remedy = افتح المستودع من جديد.
fault-stamp-unreadable = تعذّرت قراءة جواب جهة الختم الزمني: { $reason }.
fault-stamp-unreadable-remedy = تأكد من أن الملف هو جواب الجهة (RFC 3161) وأنه وصل كاملًا.
fault-stamp-refused = رفضت جهة الختم الزمني الطلب: { $status }.
fault-stamp-refused-remedy = اسأل الجهة عن السبب، ثم أرسل طلبًا جديدًا.
fault-stamp-of-other-bytes = الختم على بايتات غير بايتات أي نقطة تحقق طُلب ختمها.
fault-stamp-of-other-bytes-remedy = تأكد من أن الجواب يعود إلى طلب من هذا المستودع.
fault-stamp-of-other-request = الختم جواب عن طلب آخر لنقطة التحقق ذات الأعمال { $size }.
fault-stamp-of-other-request-remedy = خذ الجواب عن آخر طلب كتبه هذا المستودع.

## Reading

fault-reader-not-started = تعذّر تشغيل القارئ `{ $program }`: { $reason }.
fault-reader-not-started-remedy = تأكد من وجود البرنامج وإمكان تشغيله؛ والأمر `isnad doctor` يبيّن المزيد.
fault-ocr-model-missing = لا يوجد نموذج tesseract للغة `{ $language }` في { $folder }؛ الموجود: { $there }.
fault-ocr-model-missing-remedy = ثبّته (في Debian: tesseract-ocr-…)، أو ضع `{ $language }.traineddata` في المجلد، أو اذكر لغات أخرى بالخيار --ocr-lang. وإن كان الملف موجودًا فيجب أن يكون مجلده مقروءًا للجميع، لأن برامج القراءة تعمل بلا صلاحيات.
fault-reader-fence-missing = السياج حول برامج القراءة غير قائم: { $missing }.
fault-reader-fence-missing-remedy = استخدم نواة فيها Landlock و seccomp (Debian 12 أو أحدث)، أو استغنِ عن الخيار --require-fence.
fault-reader-no-folder = تعذّر إنشاء مجلد خاص ببرامج القراءة: { $reason }.
fault-reader-no-folder-remedy = راجع المساحة وحقوق الوصول في المجلد المؤقت (TMPDIR).
fault-reader-source = تعذّر تسليم الملف إلى القارئ: { $reason }.
fault-reader-source-remedy = راجع حقوق الوصول إليه وأعد المحاولة.
fault-reader-members = تعذّر حفظ ملف وُجد داخل ملف: { $reason }.
fault-reader-members-remedy = راجع المساحة على القرص، ثم أعد تنفيذ `isnad process run`.
fault-page-not-drawn = تعذّر رسم الصفحة: { $reason }.
fault-page-not-drawn-remedy = لا يمسّ ذلك النص المجاور. ويمكن إخراج الأصل مع ذكر السبب.
fault-reader-killed = أُوقف القارئ من الخارج مرتين: الذاكرة قليلة على هذا الجهاز، أو أنهاه أحدهم.
fault-reader-killed-remedy = المادة ما زالت تنتظر. شغّل `isnad process run` مرة أخرى، بعدد أقل من القراء معًا (`--workers 1`) إن كانت الذاكرة قليلة.
fault-reader-talk = تعذّر التخاطب مع القارئ: { $reason }.
fault-reader-talk-remedy = أعد المحاولة؛ فإن تكرر ذلك فأبلغ عنه مع رقم المادة.

## People

fault-not-available = غير متاح: { $what }.
fault-not-available-remedy = راجع الرقم؛ واسأل أمين الحفظ إن كنت بحاجة إلى صلاحية.
fault-no-such-account = لا حساب باسم `{ $user }`.
fault-no-such-account-remedy = الأمر `isnad user list` يعرض الحسابات.
fault-account-exists = يوجد من قبل حساب باسم `{ $user }`.
fault-account-exists-remedy = اختر اسمًا آخر؛ ويمكن إعادة فتح حساب مغلق بالأمر `isnad user reopen`.
fault-roles-exclude = هذه الأدوار متعارضة.
fault-roles-exclude-remedy = من يدير الحسابات (administrator) أو يراقب (security-officer) لا يحمل دورًا يطّلع على الأدلة، ولا الدور الآخر من هذين الدورين.
fault-sign-in-failed = الاسم أو كلمة المرور غير صحيحة.
fault-sign-in-failed-remedy = أعد المحاولة؛ ويمكن لمدير النظام تعيين كلمة مرور جديدة.
fault-not-allowed = لا يحق لك هذا ({ $action }: { $refusal }). سُجّلت المحاولة.
fault-not-allowed-remedy = راجع أمين الحفظ أو مدير النظام إن كان عملك يقتضيه.
fault-covered = هذه الصورة محجوبة.
fault-covered-remedy = اكشفها عن قصد إن كان عليك رؤيتها؛ والكشف يُسجَّل.

## The query

fault-query-unclosed-quote = عند الحرف { $at } فُتحت علامة تنصيص ولم تُغلق.
fault-query-unclosed-quote-remedy = أغلقها بعلامة ".
fault-query-unclosed-bracket = عند الحرف { $at } فُتح قوس ولم يُغلق.
fault-query-unclosed-bracket-remedy = أغلقه بعلامة ).
fault-query-stray-bracket = القوس عند الحرف { $at } لا يغلق شيئًا.
fault-query-stray-bracket-remedy = احذفه، أو افتح قوسًا قبله.
fault-query-missing-term = عند الحرف { $at } ينقص ما يُبحث عنه مع `{ $after }`.
fault-query-missing-term-remedy = اكتب هناك كلمة أو عبارة، أو احذف `{ $after }`.
fault-query-unknown-field = عند الحرف { $at }: لا حقل باسم `{ $field }`.
fault-query-unknown-field-remedy = الحقول هي { $fields }. ضع الكلمات بين علامتي تنصيص للبحث عن النقطتين.
fault-query-bad-value = عند الحرف { $at }: القيمة `{ $found }` لا تصلح للحقل `{ $field }`.
fault-query-bad-value-remedy = القيمة المقبولة: { $takes }.
fault-query-bad-distance = عند الحرف { $at }: لا يمكن استخدام هذه المسافة.
fault-query-bad-distance-remedy = أعطِ عددًا من 1 إلى { $most }.
fault-query-empty-prefix = عند الحرف { $at } نجمة لا حروف قبلها.
fault-query-empty-prefix-remedy = ضع حرفًا واحدًا على الأقل قبل النجمة.
fault-query-star-in-phrase = عند الحرف { $at } نجمة بين علامتي تنصيص.
fault-query-star-in-phrase-remedy = احذف النجمة من العبارة.

## Sample

fault-sample-too-few-papers = عدد الأوراق { $given } لا يكفي لعيّنة.
fault-sample-too-few-papers-remedy = اطلب { $least } على الأقل، ليرد كل نوع من الملفات.
fault-sample-too-few-persons = عدد الأشخاص { $given } لا يكفي للقوائم.
fault-sample-too-few-persons-remedy = اطلب { $least } على الأقل، لتتسع القوائم للحالات المدسوسة.
fault-sample-too-many-persons = عدد الأشخاص { $given } أكبر من أن تُكتب قوائمهم بصيغ الدوائر.
fault-sample-too-many-persons-remedy = اطلب { $most } على الأكثر، أو احذف `--headings local`.
fault-sample-names = لا يمكن استعمال جدول الأسماء `{ $path }`: { $detail }.
fault-sample-names-remedy = سمِّ ملفًا نصيًا مقروءًا بترميز UTF-8 فيه ثلاثة أعمدة تفصل بينها علامات الجدولة: الاسم بالعربية، ورسمه باللاتينية، والعدد.
fault-sample-folder-not-empty = `{ $path }` ليس مجلدًا فارغًا.
fault-sample-folder-not-empty-remedy = سمِّ مجلدًا فارغًا أو غير موجود بعد.
fault-sample-cannot-write = تعذّرت كتابة `{ $path }`: { $detail }.
fault-sample-cannot-write-remedy = راجع المساحة وحقوق الوصول هناك، واحذف المجلد الناقص، ثم أعد التنفيذ.
fault-sample-not-made = تعذّر إعداد العيّنة: { $detail }.
fault-sample-not-made-remedy = هذا خطأ في isnad؛ يُرجى الإبلاغ عنه مع هذه الجملة.

## The workbench

fault-listen-not-loopback = `{ $listen }` ليس عنوانًا يخص هذا الجهاز وحده.
fault-listen-not-loopback-remedy = استخدم 127.0.0.1 أو [::1]. وليصل إليه غيرك ضع أمامه وكيلًا (proxy) يستخدم TLS.
fault-listen-refused = تعذّر استخدام `{ $listen }`: { $reason }.
fault-listen-refused-remedy = اختر منفذًا آخر بالخيار --listen 127.0.0.1:PORT.
fault-texts-broken = تعذّرت قراءة نصوص هذا البرنامج: { $reason }.
fault-texts-broken-remedy = هذا خطأ في isnad؛ يُرجى الإبلاغ عنه.
fault-serving-stopped = توقفت منضدة العمل: { $reason }.
fault-serving-stopped-remedy = شغّلها من جديد بالأمر `isnad serve`؛ ولم يضع شيء مما أُكّد.
fault-workbench-failed = حدث خطأ هنا.
fault-workbench-failed-remedy = لم يُفقد شيء. أعد المحاولة؛ فإن تكرر ذلك فأبلغ عن رقم هذا الطلب.
fault-sign-in-first = لم تسجّل الدخول.
fault-sign-in-first-remedy = سجّل الدخول أولًا.
fault-form-expired = هذا النموذج قديم.
fault-form-expired-remedy = ارجع وأعد تحميل الصفحة وأرسله مرة أخرى.
fault-form-unreadable = تعذّرت قراءة هذا النموذج.
fault-form-unreadable-remedy = ارجع وأعد تحميل الصفحة وأرسله مرة أخرى.
fault-host-unknown = هذا العنوان ليس عنوان منضدة العمل.
fault-host-unknown-remedy = افتح العنوان الذي أظهره `isnad serve`.
fault-origin-unknown = هذا الطلب وارد من موقع آخر.
fault-origin-unknown-remedy = افتح منضدة العمل نفسها وافعل ذلك فيها.
fault-state-unknown = لا حالة كهذه للمواد.
fault-state-unknown-remedy = الحالات: read, read_in_part, no_text, empty, encrypted, unsupported, damaged, over_limit.
fault-language-unknown = منضدة العمل لا تدعم هذه اللغة.
fault-language-unknown-remedy = لغاتها الإنكليزية والعربية والفرنسية والهولندية.
fault-address-unreadable = تعذّر فهم هذا العنوان.
fault-address-unreadable-remedy = راجع الأسماء والقيم بعد علامة الاستفهام؛ الوصف في /api/v1/openapi.json.
fault-model-version = هذا ليس ملف نموذج بهذا الإصدار.
fault-model-version-remedy = يجب أن يكون سطره الأول `model` ثم علامة جدولة ثم `{ $known }`؛ دع `isnad match link --write-model` ينشئ واحدًا.
fault-model-line = السطر { $line } من ملف النموذج ليس صفًا من نموذج.
fault-model-line-remedy = الصف اسم ثم علامة جدولة ثم رقم؛ قارنه بملف ينشئه `--write-model`.
fault-model-value = السطر { $line } من ملف النموذج: لا يمكن أن تكون قيمة `{ $name }` هي { $value }.
fault-model-value-remedy = الاحتمالات فوق 0 وحتى 1، والقيمة المسبقة دون 0.
fault-model-missing = لا يذكر ملف النموذج `{ $name }`.
fault-model-missing-remedy = أضف الصف، أو دع `--write-model` ينشئ الملف من جديد.
fault-matching-cancelled = أوقفت المطابقة قبل نهايتها.
fault-matching-cancelled-remedy = لم يكتب شيء؛ أعد تشغيلها.
fault-probability-outside = القيمة { $value } ليست احتمالًا.
fault-probability-outside-remedy = أعط رقمًا من 0 إلى 1.
fault-list-no-records = لا يحوي { $path } صفًا يقول شيئًا عن شخص.
fault-list-no-records-remedy = انظر إليه بواسطة `isnad list preview`، أو حدد معنى كل عمود بواسطة `--map`.
fault-record-not-in-list = ليس في { $path } سجل معرفه `{ $id }`.
fault-record-not-in-list-remedy = المعرفات هي معرفات القائمة نفسها؛ يبين `isnad list preview` أي عمود يحويها.
fault-decided-line = { $path }: السطر { $line } ليس قرارًا بشأن سجلين من هاتين القائمتين.
fault-decided-line-remedy = السطر معرف السجل الأيسر ثم علامة جدولة ثم معرف السجل الأيمن ثم علامة جدولة ثم `same` أو `different` أو `unsure`.
fault-pairs-line = { $path }: لا يمكن فهم السطر { $line }.
fault-pairs-line-remedy = تكتب الأزواج كما يكتبها `isnad match link --out`؛ والحقيقة معرف السجل ثم علامة جدولة ثم معرف الشخص.
fault-truth-without-record = لا يعرف { $path } سجلي الزوج في السطر { $line }.
fault-truth-without-record-remedy = تسمي الحقيقة شخص كل سجل.

## Leads and persons

fault-lead-unread = لم تقرأ الخيط { $lead } بعد.
fault-lead-unread-remedy = قدّم قراءة أولى قبل الأوزان، ثم قرّر.
fault-lead-read-already = قدّمتَ قراءة أولى للخيط { $lead } من قبل.
fault-lead-read-already-remedy = تُحفظ القراءة الأولى كما كانت؛ قرّر الآن أو اتركه.
fault-decided-first = قرّرتَ أنت أولاً في { $lead }.
fault-decided-first-remedy = على مراجع آخر أن يكون الشخص الثاني. ولك أن تسحب قرارك مع ذكر السبب.
fault-lead-settled = انتهى الناس من الخيط { $lead }.
fault-lead-settled-remedy = اسحب القرارات مع ذكر السبب إن أريد فتحه من جديد.
fault-nothing-to-withdraw = لا قرار لك قائماً على { $lead }.
fault-nothing-to-withdraw-remedy = ما دام الخيط غير مبتوت فيه يسحب كل شخص قراره وحده.
fault-opinion-missing = لم يُذكر رأي.
fault-opinion-missing-remedy = اذكر واحداً: same أو different أو cannot tell.
fault-needs-second-person = يحتاج الخيط { $lead } إلى شخص آخر.
fault-needs-second-person-remedy = سُجّل قرارك. ولا يترتب عليه شيء قبل أن يقرر مراجع آخر.
fault-text-not-read = نص { $page } موجود في الملف نفسه؛ لم تقرأه آلة.
fault-text-not-read-remedy = يُصحَّح ما قُرئ من الصورة أو من طبقة نص، لا ما يقوله الملف.
fault-text-no-line = لا سطر { $line }؛ في الصفحة { $lines }.
fault-text-no-line-remedy = تُعدّ الأسطر من 1 دون الفارغة. يبيّن `isnad doc text ITEM --page N --numbered` أرقامها.
fault-text-no-word = ليس في السطر { $line } كلمة { $word }. نصّه: { $stands }
fault-text-no-word-remedy = الكلمة ما يقع بين المسافات، وتُعدّ من 1 بترتيب القراءة.
fault-text-other-word = في السطر { $line } الكلمة { $word } هي `{ $stands }` لا `{ $from }`.
fault-text-other-word-remedy = اذكر ما هو مكتوب هناك، أو لا تذكره.
fault-text-line-emptied = سيبقى السطر { $line } بلا كلمة.
fault-text-line-emptied-remedy = يحتفظ السطر بكلمة واحدة على الأقل لتبقى أرقام الأسطر بعده.
fault-text-changed-meanwhile = غيّر { $by } في هذه الأثناء `{ $from }` إلى `{ $to }` في السطر { $line } من { $page }: الإصدار { $version }.
fault-text-changed-meanwhile-remedy = انظر إلى الإصدار الأحدث وصحّحه هو.
fault-text-read-meanwhile = قرأت آلة { $page } من جديد في هذه الأثناء: الإصدار { $version }.
fault-text-read-meanwhile-remedy = انظر إلى الإصدار الأحدث وصحّحه هو.
fault-text-no-version = لا إصدار { $version } لهذه الصفحة؛ الأحدث هو { $newest }.
fault-text-no-version-remedy = يسردها `isnad doc versions ITEM`.
