# النسخ: البايتات نفسها، والورقة أو اللقطة نفسها ممسوحة أو محفوظة مرة أخرى.
copies-line = البايتات نفسها، والورقة أو اللقطة نفسها ممسوحة أو محفوظة مرة أخرى. ولا يُخفى شيء بسبب ذلك.
copies-kind-exact = البايتات نفسها
copies-kind-near = نسخة شبه مطابقة
copies-kind-through = نسخة عن نسخة
copies-likeness = التشابه { $percent } %
copies-because-bytes = البايتات هي نفسها.
copies-because-text = للنصين الكلمات نفسها والأرقام نفسها.
copies-because-read-text = لهما بعد القراءة الضوئية الكلمات نفسها، ولا يعارض ذلك أي رقم مقروء بثقة.
copies-because-layout = الحبر في المواضع نفسها، ولا يعارض ذلك شيء مقروء بثقة.
copies-because-layout-and-text = الحبر في المواضع نفسها والكلمات هي نفسها.
copies-because-shot = هي اللقطة نفسها.
copies-because-others = هي نسخة عن مادة أخرى في المجموعة، ولم يتبين تشابه الاثنتين مباشرة.
copies-none-of-these = لم يتبين أن هاتين نسختان.
copies-compare = قارن
copies-compare-title = مقارنة مادتين
copies-compare-of = مقارنة { $a } و{ $b }
copies-back = النسخ
copies-only-first = في الأولى فقط
copies-only-second = في الثانية فقط
copies-places = { $n ->
    [0] لا يختلف النصان
    [one] يختلف النصان في موضع واحد
    [two] يختلف النصان في موضعين
    [few] يختلف النصان في { $n } مواضع
   *[other] يختلف النصان في { $n } موضعًا
}
copies-first-place = إلى الموضع الأول
copies-place-of = الاختلاف { $n } من { $m }: إلى التالي
copies-text-scroll = النصان معًا
copies-no-text = ليس لأي منهما نص. يمكن النظر في صفحاتهما واحدة واحدة.
copies-note = لا يُعلَّم على ما يعده القارئ كتابة واحدة. وقد يكون الاختلاف خطأ في القراءة الضوئية: انظر في الصفحات.
copies-folded = النسخ مطوية
copies-unfolded = النسخ معروضة
copies-folded-count = { $n } مع طي النسخ
copies-more = { $n ->
    [one] +نسخة واحدة
    [two] +نسختان
    [few] +{ $n } نسخ
   *[other] +{ $n } نسخة
}
