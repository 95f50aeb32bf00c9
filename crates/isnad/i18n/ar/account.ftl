# ما يؤيّد الاقتران وما يعارضه، بالكلمات. لا يقول إن شخصين هما واحد، ولا ينسب إلى أحد فعلاً.

## The frame

account-opening = قد يتحدث هذان السطران عن شخص واحد. هذا خيط يتحقق منه الناس، وليس نتيجة.
account-before = قبل مقارنة أي حقل: { $odds }.
account-after = بعد كل الحقول: { $odds }. الاحتمال بعد المعايرة: { $percent } ٪.
account-odds-for = نحو { $n } إلى 1 لصالح شخص واحد
account-odds-against = نحو { $n } إلى 1 ضد شخص واحد
account-odds-even = ما يؤيّد شخصاً واحداً بقدر ما يعارضه
account-odds-huge-for = أكثر من { $n } إلى 1 لصالح شخص واحد
account-odds-huge-against = أكثر من { $n } إلى 1 ضد شخص واحد
account-against = ما يعارض: { $fields }.
account-relatives = أهل البيت الواحد يشتركون في الأسماء والأماكن، وهذا يفسر بعض ما اتفق: { $weight }.
account-rivals = أسطر أخرى توافق أحد هذين السطرين أو أخذها غيرهما، ومعه ما تصححه الخبرة: { $weight }.
account-against-none = لا شيء في هذين السطرين يعارض ذلك. وهذا لا يثبت شيئاً: ما لا يذكره السطران لا يمكنهما أن ينفياه.
account-closing = يبقى الاقتران خيطاً إلى أن يقرر شخصان، كلٌّ منهما دون أن يرى قرار الآخر. وهو لا يقول شيئاً عما فعله أي إنسان.
account-colon = :{ " " }
account-semicolon = ؛{ " " }
account-comma = ،{ " " }
account-percent-under-one = أقل من 1
account-percent-over-99 = أكثر من 99

## One step

account-said-same = «{ $left }» في الجانبين
account-said-same-by-letter-rules = «{ $left }» و«{ $right }» لا يختلفان إلا في حروف يبدّلها الكتّاب
account-said-same-by-spelling = «{ $left }» و«{ $right }» كتابتان معتادتان لاسم واحد
account-said-similar = «{ $left }» و«{ $right }» متقاربان ونادراً ما يكونان واحداً
account-said-different = «{ $left }» في جانب و«{ $right }» في الآخر
account-said-order-swapped = «{ $left }» و«{ $right }» لا يتفقان إلا بترتيب آخر
account-said-only-one = جانب واحد فقط يذكر شيئاً: «{ $value }»
account-said-nothing = لا يذكر أي من الجانبين شيئاً يمكن عرضه
account-said-year-and-placeholder = «{ $left }» و«{ $right }»: السنتان متفقتان، والأول من كانون الثاني كثيراً ما يحل محل يوم مجهول
account-said-day-and-month-swapped = «{ $left }» و«{ $right }»: اليوم والشهر متبادلان
account-said-same-year = «{ $left }» و«{ $right }»: السنة نفسها لا أكثر
account-said-days-differ = «{ $left }» و«{ $right }»: السنة نفسها ويوم آخر
account-said-near-year = «{ $left }» و«{ $right }»: بينهما سنة أو سنتان
account-said-years-apart = «{ $left }» و«{ $right }»: بينهما ثلاث إلى خمس سنوات
account-said-same-governorate = «{ $left }» و«{ $right }»: مكانان في محافظة واحدة
account-said-one-digit-off = «{ $left }» و«{ $right }»: رقم واحد مختلف أو رقمان متبادلان
account-rare-name = يحمله واحد من كل { $n }
account-rare-value = عند واحد من كل { $n }
account-for-strongly = يؤيّد بقوة، { $weight }
account-for = يؤيّد، { $weight }
account-says-little = لا يكاد يقول شيئاً، { $weight }
account-against-step = يعارض، { $weight }
account-against-strongly = يعارض بقوة، { $weight }

## Who else it could be

account-other-sibling = قد يكونان أخوين أو أختين أو أخاً وأختاً: { $percent } ٪.
account-other-twin = قد يكونان توأمين: { $percent } ٪.
account-other-parent-and-child = قد يكونان والداً وولداً: { $percent } ٪.
account-other-cousin = قد يكونان من أبناء العمومة وقد سُمّيا باسم الجد نفسه: { $percent } ٪.
account-other-unrelated = قد يكونان شخصين تشابه اسماهما مصادفة: { $percent } ٪.

## How two values stand to each other, in a word or two

account-agree-same = متطابق
account-agree-same-by-letter-rules = متطابق بقواعد الحروف
account-agree-same-by-spelling = كتابة معتادة
account-agree-similar = متقارب
account-agree-different = مختلف
account-agree-order-swapped = ترتيب آخر
account-agree-only-one = جانب واحد فقط
account-agree-year-and-placeholder = السنة؛ 1 كانون الثاني
account-agree-day-and-month-swapped = اليوم والشهر متبادلان
account-agree-same-year = السنة نفسها
account-agree-days-differ = السنة نفسها ويوم آخر
account-agree-near-year = في حدود سنتين
account-agree-years-apart = 3 إلى 5 سنوات
account-agree-same-governorate = المحافظة نفسها
account-agree-one-digit-off = رقم واحد مختلف

## Fields

account-field-full-name = الاسم الكامل
account-field-given = الاسم الأول
account-field-father = اسم الأب
account-field-grandfather = اسم الجد
account-field-family = الكنية
account-field-mother = اسم الأم
account-field-kunya = الكنية بالابن (أبو فلان)
account-field-laqab = اللقب
account-field-nisba = النسبة
account-field-sex = الجنس
account-field-birth-date = تاريخ الولادة
account-field-birth-year = سنة الولادة
account-field-age = العمر
account-field-birth-place = مكان الولادة
account-field-governorate = المحافظة
account-field-registry-number = رقم الخانة
account-field-national-number = الرقم الوطني
account-short-prior = قبل
account-short-relatives = الأقارب
account-short-rivals = مرشحون آخرون
account-short-total = المجموع
