use cittadella_engine::evaluate::compiled::*;
use cittadella_engine::evaluate::{Case, exact};
use cittadella_engine::model::compile;
use cittadella_engine::scenario::{Changes, Scenario, SourceError, Sources};
use cittadella_engine::sheet::*;
use cittadella_engine::simulate::{Simulation, simulate};
use std::time::Instant;
struct Text(String);
impl Sources for Text {
    fn read(&self, _path: &str) -> Result<String, SourceError> { Ok(self.0.clone()) }
}
fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    s.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
fn main() {
    let file = std::env::args().nth(1).unwrap_or("scenarios/cittadella.toml".into());
    let reps: usize = std::env::args().nth(2).map_or(8, |x| x.parse().unwrap());
    let text = std::fs::read_to_string(&file).unwrap();
    let scenario = Scenario::load(&file, &Text(text), &Changes::default()).unwrap().scenario;
    let plan = compile(&scenario, &[]).unwrap();
    let case = Case::base();
    for _ in 0..3 { let t = cpu(); let g = exact(&plan.sheet, &case).unwrap(); std::hint::black_box(&g); println!("exact cpu {:.4}", cpu() - t); }
    let base = exact(&plan.sheet, &case).unwrap();
    if std::env::var("ROWS").is_ok() { std::fs::write("/tmp/rows.txt", plan.sheet.rows().map(|(r,row)| format!("{} {}\n", r.index(), row.key())).collect::<String>()).unwrap(); }
    let figures: Vec<FigureId> = plan.figures.iter().map(|f| f.figure).collect();
    let firsts: Vec<RowId> = plan.alerts.iter().map(|a| a.flag).collect();
    let mut s = None;
    for _ in 0..3 { let t = cpu(); s = Some(Simulation::new(&plan.sheet, &case, &plan.uncertainty, &figures, &firsts, &[])); println!("ready cpu {:.4}", cpu() - t); }
    let s = s.unwrap();
    println!("{:?} figures {} firsts {}", s.size(), figures.len(), firsts.len());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().unwrap();
    for _ in 0..3 {
        let n = reps * LANES;
        let t = cpu(); let w = Instant::now();
        let r = pool.install(|| s.run(0, n));
        std::hint::black_box(&r);
        let c = cpu() - t;
        println!("run 1 thread: cpu {:.4} wall {:.4}, {:.3} G/s, per 100k {:.2} s cpu", c, w.elapsed().as_secs_f64(), (s.size().instructions * n) as f64 / c / 1e9, c * 100000.0 / n as f64);
    }
    if std::env::args().nth(3).is_some() {
        let w = Instant::now();
        let o = simulate(&plan, &case, &base, 20000, 1);
        println!("outlook 20000: {:.3} {:?}", w.elapsed().as_secs_f64(), o.figures.first().map(|f| f.mean));
    }
}
