# ما تقوله الصفحة: ما يُحذر منه، والتصحيحات، والإصدارات.

screen-doubtful-words =
    { $n ->
         [zero] لا كلمات مشكوك فيها
         [one] كلمة واحدة مشكوك فيها
         [two] كلمتان مشكوك فيهما
         [few] { $n } كلمات مشكوك فيها
        *[other] { $n } كلمة مشكوك فيها
    }
screen-unsettled-numbers =
    { $n ->
         [zero] لا أرقام غير محسومة في هذه الصفحة
         [one] رقم واحد غير محسوم في هذه الصفحة
         [two] رقمان غير محسومين في هذه الصفحة
         [few] { $n } أرقام غير محسومة في هذه الصفحة
        *[other] { $n } رقمًا غير محسوم في هذه الصفحة
    }
screen-said-places =
    { $n ->
         [one] صُحّحت في موضع واحد
         [two] صُحّحت في موضعين
         [few] صُحّحت في { $n } مواضع
        *[other] صُحّحت في { $n } موضعًا
    }
screen-unsettled-word = غير محسوم: لا تتفق عليه قراءتان
screen-said-in = قرأها شخص في الإصدار { $version }
screen-machine-read = قرأت الآلة: { $text }
screen-read-by = قرأها { $engine }
screen-may-read = قد تكون { $text } ({ $percent }%، { $engine })
screen-engine-tesseract = tesseract
screen-engine-numbers = قارئ الأرقام
screen-not-read = لم يُقرأ: { $what }
screen-unread-handwriting = خط يد
screen-unread-margin = ملاحظة في الهامش
screen-unread-stamp = ختم
screen-unread-illegible = طباعة غير مقروءة
screen-legend-doubt = كهرماني ونقاط تحت الكلمة: مشكوك فيها · إطار أحمر متقطع و«؟»: رقم غير محسوم · أخضر: قرأها شخص · مظلَّل بخطوط: لم يُقرأ
screen-previous-doubtful = الكلمة السابقة للتدقيق
screen-next-doubtful = الكلمة التالية للتدقيق
screen-key-doubtful = الكلمة التالية / السابقة للتدقيق
screen-key-correct = تصحيح الكلمة
screen-correct = تصحيح
screen-it-reads = نصّها
screen-save = حفظ
screen-other-readings = قراءات أخرى (↓):
screen-fix-help = إن حُفظت دون تغيير عُدّت الكلمة مدققة. وإن تُركت فارغة فلا كلمة هناك. تبقى الصورة وقراءة الآلة كما هما.
screen-take-in-next = ضمّ الكلمة التالية
screen-note = ملاحظة
screen-crop = الكلمة مكبّرة
screen-version-n = الإصدار { $n }
screen-versions = إصدارات هذه الصفحة
screen-old-version = أنت ترى الإصدار { $n }؛ والأحدث هو { $newest }.
screen-to-newest = إظهار الأحدث
screen-saved-version = حُفظ إصدارًا برقم { $n }.
screen-said-against = حيث يقرأ الناس غير ما قرأت الآلة
screen-by-machine = الآلة:
screen-human = الشخص:
screen-checked = دُققت دون تغيير
screen-read-by-machine = قرأتها الآلة
screen-earlier-reading = على قراءة سابقة
screen-fit-carried = نُقل إلى هذه القراءة
screen-fit-read-so = هذه القراءة تقول ذلك
screen-fit-left = لا يناسب هذه القراءة؛ ويبقى إلى جانبها
screen-choice = سبب اختيار هذه القراءة:
screen-other-reading = قراءة أخرى لهذه الصفحة:
screen-act-text-corrected = صُحّح النص
screen-detail-from = كان هناك
screen-detail-to = نصّها
screen-detail-page = الصفحة
screen-action-correct-text = تصحيح نص
screen-fault-conflict = تغيّر في هذه الأثناء
