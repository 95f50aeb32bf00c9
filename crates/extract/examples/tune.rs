fn main() {
    struct N;
    impl extract::MemberSink for N {
        fn begin(&mut self, _: extract::MemberHead) -> Result<(), extract::FormatFault> { Ok(()) }
        fn write(&mut self, _: &[u8]) -> Result<(), extract::FormatFault> { Ok(()) }
        fn end(&mut self, _: Option<extract::MemberProblem>) -> Result<(), extract::FormatFault> { Ok(()) }
    }
    let out = std::env::var("OUT").unwrap();
    std::fs::create_dir_all(&out).unwrap();
    let files: Vec<String> = std::env::args().skip(1).collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|s| for _ in 0..2 { s.spawn(|| loop {
        let Some(f) = files.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) else { return };
        let bytes = std::fs::read(f).unwrap();
        let options = extract::ReadOptions { ocr: extract::OcrChoice::Force, ..Default::default() };
        let r = extract::read_unfenced(&bytes, f.as_bytes(), &options, &mut N).unwrap();
        let id = std::path::Path::new(f).file_stem().unwrap().to_str().unwrap().to_owned();
        eprintln!("{id} conf {:?} tool {:?}", r.pages.first().and_then(|p| p.confidence), r.tools.last().map(|t| t.options.clone()));
        std::fs::write(format!("{out}/{id}.txt"), r.text()).unwrap();
    }); });
}
