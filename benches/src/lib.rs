//! Shared by the benchmarks: a tape read back from its text and run one trial at a time, as a
//! program without lanes would.

/// What a step does; the names are those of the text (`engine/src/evaluate/compiled/text.rs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    Load,
    Store,
    Fill,
    Add,
    Subtract,
    Sum,
    SumFrom,
    Multiply,
    Scale,
    Min,
    AtMost,
    Max,
    AtLeast,
    Modulo,
    ModuloBy,
    Power,
    PowerBy,
    Divide,
    DivideBy,
    DivideInto,
    Abs,
    Cents,
    Floor,
    Round,
    Less,
    AtMostIs,
    Greater,
    AtLeastIs,
    Equal,
    NotEqual,
    Select,
    SelectElse,
    SelectThen,
    Choose,
}

/// The codes with their names, and how many slots each reads; of a sum none.
const CODES: [(&str, Code, usize); 34] = [
    ("load", Code::Load, 1),
    ("store", Code::Store, 1),
    ("fill", Code::Fill, 0),
    ("add", Code::Add, 2),
    ("subtract", Code::Subtract, 2),
    ("sum", Code::Sum, 0),
    ("sumfrom", Code::SumFrom, 0),
    ("multiply", Code::Multiply, 2),
    ("scale", Code::Scale, 1),
    ("min", Code::Min, 2),
    ("atmost", Code::AtMost, 1),
    ("max", Code::Max, 2),
    ("atleast", Code::AtLeast, 1),
    ("modulo", Code::Modulo, 2),
    ("moduloby", Code::ModuloBy, 1),
    ("power", Code::Power, 2),
    ("powerby", Code::PowerBy, 1),
    ("divide", Code::Divide, 2),
    ("divideby", Code::DivideBy, 1),
    ("divideinto", Code::DivideInto, 1),
    ("abs", Code::Abs, 1),
    ("cents", Code::Cents, 1),
    ("floor", Code::Floor, 1),
    ("round", Code::Round, 1),
    ("less", Code::Less, 2),
    ("atmostis", Code::AtMostIs, 2),
    ("greater", Code::Greater, 2),
    ("atleastis", Code::AtLeastIs, 2),
    ("equal", Code::Equal, 2),
    ("notequal", Code::NotEqual, 2),
    ("select", Code::Select, 3),
    ("selectelse", Code::SelectElse, 2),
    ("selectthen", Code::SelectThen, 2),
    ("choose", Code::Choose, 1),
];

#[derive(Debug, Clone, Copy)]
struct Step {
    code: Code,
    cents: bool,
    /// Whether a comparison is with a constant.
    with: bool,
    target: u32,
    slots: [u32; 3],
    constants: [f64; 2],
}

/// A tape for one trial at a time.
#[derive(Debug, Clone)]
pub struct ScalarTape {
    steps: Vec<Step>,
    terms: Vec<u32>,
    slots: Vec<f64>,
    outputs: Vec<f64>,
    /// What each output is divided by, and the output that is 0 where it does not exist.
    told: Vec<(f64, Option<usize>)>,
}

impl ScalarTape {
    /// Reads the text of a tape; `None` where it is not one.
    pub fn read(text: &str) -> Option<ScalarTape> {
        let mut tape = ScalarTape {
            steps: Vec::new(),
            terms: Vec::new(),
            slots: Vec::new(),
            outputs: Vec::new(),
            told: Vec::new(),
        };
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let number = |at: usize| words.get(at)?.parse::<usize>().ok();
            match *words.first()? {
                "cittadella-tape" | "variables" => {}
                "slots" => tape.slots = vec![0.0; number(1)?],
                "outputs" => tape.outputs = vec![0.0; number(1)?],
                "output" => tape.told.push((words.get(2)?.parse().ok()?, number(3))),
                _ => {
                    let step = tape.step(&words)?;
                    tape.steps.push(step);
                }
            }
        }
        Some(tape)
    }

    fn step(&mut self, words: &[&str]) -> Option<Step> {
        let name = words.first()?;
        let (name, cents) = match name.strip_suffix(".cents") {
            Some(name) => (name, true),
            None => (*name, false),
        };
        let (name, with) = match name.strip_suffix(".with") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let (_, code, count) = *CODES.iter().find(|(of, _, _)| *of == name)?;
        let mut step = Step {
            code,
            cents,
            with,
            target: words.get(1)?.parse().ok()?,
            slots: [0; 3],
            constants: [0.0; 2],
        };
        let mut rest = words[2..].iter();
        if matches!(code, Code::Sum | Code::SumFrom) {
            if code == Code::SumFrom {
                step.constants[0] = rest.next()?.parse().ok()?;
            }
            step.slots[0] = u32::try_from(self.terms.len()).ok()?;
            let mut side = 1;
            for word in rest {
                match *word {
                    "+" => side = 1,
                    "-" => side = 2,
                    slot => {
                        self.terms.push(slot.parse().ok()?);
                        step.slots[side] += 1;
                    }
                }
            }
            return Some(step);
        }
        for slot in &mut step.slots[..count - usize::from(with)] {
            *slot = rest.next()?.parse().ok()?;
        }
        for (constant, word) in step.constants.iter_mut().zip(rest) {
            *constant = word.parse().ok()?;
        }
        Some(step)
    }

    /// How many operations on two numbers a trial takes, as [`cittadella_engine::evaluate::compiled::Size`] counts them.
    pub fn operations(&self) -> usize {
        let of = |step: &Step| {
            let terms = (step.slots[1] + step.slots[2]) as usize;
            let own = if matches!(step.code, Code::Load | Code::Store | Code::Fill) {
                0
            } else if step.code == Code::Sum {
                terms.max(2) - 1
            } else if step.code == Code::SumFrom {
                terms
            } else {
                1
            };
            own + usize::from(step.cents)
        };
        self.steps.iter().map(of).sum()
    }

    /// Runs one trial with these variables; the outputs, not a number where they do not exist.
    pub fn run(&mut self, variables: &[f64]) -> impl Iterator<Item = f64> + '_ {
        for step in &self.steps {
            let [a, b, c] = step.slots.map(|slot| slot as usize);
            let target = step.target as usize;
            if step.code == Code::Load {
                self.slots[target] = variables[a];
                continue;
            }
            if step.code == Code::Store {
                self.outputs[target] = self.slots[a];
                continue;
            }
            let value = if matches!(step.code, Code::Sum | Code::SumFrom) {
                let (plus, minus) = self.terms[a..a + b + c].split_at(b);
                let add = |sum: f64, term: &u32| sum + self.slots[*term as usize];
                let sum = if step.code == Code::Sum {
                    let first = self.slots[plus[0] as usize];
                    plus[1..].iter().fold(first, add)
                } else {
                    plus.iter().fold(step.constants[0], add)
                };
                minus
                    .iter()
                    .fold(sum, |sum, term| sum - self.slots[*term as usize])
            } else {
                step.value(&self.slots)
            };
            self.slots[target] = if step.cents { cents(value) } else { value };
        }
        let outputs = &self.outputs;
        outputs
            .iter()
            .zip(&self.told)
            .map(|(value, (scale, flag))| {
                let exists = flag.is_none_or(|flag| outputs[flag] != 0.0);
                if exists {
                    value / scale + 0.0
                } else {
                    f64::NAN
                }
            })
    }
}

impl Step {
    #[inline]
    fn value(&self, slots: &[f64]) -> f64 {
        let [a, b, c] = self.slots;
        let a = slots[a as usize];
        let [k, l] = self.constants;
        let b = || slots[b as usize];
        let quotient = |a: f64, b: f64, c: f64| if b == 0.0 { c } else { a / b };
        let choice = |flag: f64, yes: f64, no: f64| if flag == 0.0 { no } else { yes };
        let (other, limit) = if self.with { (k, l) } else { (b(), k) };
        let one = |holds: bool| f64::from(u8::from(holds));
        match self.code {
            Code::Load | Code::Store | Code::Sum | Code::SumFrom => 0.0,
            Code::Fill => k,
            Code::Add => a + b(),
            Code::Subtract => a - b(),
            Code::Multiply => a * b(),
            Code::Scale => a * k,
            Code::Min => {
                if a < b() {
                    a
                } else {
                    b()
                }
            }
            Code::AtMost => {
                if a < k {
                    a
                } else {
                    k
                }
            }
            Code::Max => {
                if a > b() {
                    a
                } else {
                    b()
                }
            }
            Code::AtLeast => {
                if a > k {
                    a
                } else {
                    k
                }
            }
            Code::Modulo => modulo(a, b()),
            Code::ModuloBy => modulo(a, k),
            Code::Power => power(a, b()),
            Code::PowerBy => power(a, k),
            Code::Divide => quotient(a, b(), k),
            Code::DivideBy => a / k,
            Code::DivideInto => quotient(k, a, l),
            Code::Abs => a.abs(),
            Code::Cents => cents(a),
            Code::Floor => (a * k + 0.5e-9).floor() / k,
            Code::Round => ((a.abs() * k + 0.500_001).floor() / k).copysign(a),
            Code::Less => one(a - other <= -limit),
            Code::AtMostIs => one(a - other < limit),
            Code::Greater => one(a - other >= limit),
            Code::AtLeastIs => one(a - other > -limit),
            Code::Equal => one((a - other).abs() < limit),
            Code::NotEqual => one((a - other).abs() >= limit),
            Code::Select => choice(a, b(), slots[c as usize]),
            Code::SelectElse => choice(a, b(), k),
            Code::SelectThen => choice(a, k, b()),
            Code::Choose => choice(a, k, l),
        }
    }
}

#[inline]
fn cents(a: f64) -> f64 {
    (a.abs() + 0.500_05).floor().copysign(a)
}

fn modulo(a: f64, b: f64) -> f64 {
    let a = (a * 1e9 + 0.5).floor() / 1e9;
    if b == 0.0 {
        0.0
    } else {
        a - b * (a / b).floor()
    }
}

/// A power by the platform's own functions: right to the last digit or two.
#[expect(clippy::float_cmp, reason = "a whole number is its own floor")]
fn power(a: f64, b: f64) -> f64 {
    if b == 0.0 {
        1.0
    } else if a <= 0.0 && b.floor() != b || a == 0.0 {
        0.0
    } else {
        a.powf(b)
    }
}
