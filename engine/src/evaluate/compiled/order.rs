//! The order of the steps: such that a value is computed shortly before it is read, few are alive at
//! once, and the same operation is done many times in a row.

use super::fuse::{Steps, to_u32};
use super::tape::Code;

/// The positions of the steps in their order; `month` tells the month of each node.
///
/// The months are gone through one after the other. In each, what later months or the outputs read
/// is visited, and before it, depth first, whatever it reads. A sum that is carried along is
/// therefore carried on in its month, instead of keeping its terms until somebody asks for it.
pub(super) fn order(steps: &Steps, month: &[u32], outputs: &[u32]) -> Vec<u32> {
    let count = steps.steps.len();
    let producer = producers(steps);
    let month_of = |step: usize| month[steps.steps[step].result as usize];
    let mut last_month = vec![0; count];
    for (at, step) in steps.steps.iter().enumerate() {
        for operand in steps.operands(step) {
            let of = producer[*operand as usize] as usize;
            last_month[of] = last_month[of].max(month_of(at));
        }
    }
    for output in outputs {
        last_month[producer[*output as usize] as usize] = u32::MAX;
    }
    let mut roots: Vec<u32> = (0..to_u32(count))
        .filter(|at| last_month[*at as usize] > month_of(*at as usize))
        .collect();
    roots.sort_by_key(|at| month_of(*at as usize));
    let mut walk = Walk {
        steps,
        producer: &producer,
        placed: vec![false; count],
        order: Vec::with_capacity(count),
        open: Vec::new(),
    };
    for root in roots {
        walk.visit(root);
    }
    walk.order
}

/// The step that computes each node.
fn producers(steps: &Steps) -> Vec<u32> {
    let mut producer = vec![u32::MAX; steps.nodes];
    for (at, step) in steps.steps.iter().enumerate() {
        producer[step.result as usize] = to_u32(at);
    }
    producer
}

struct Walk<'a> {
    steps: &'a Steps,
    producer: &'a [u32],
    placed: Vec<bool>,
    order: Vec<u32>,
    /// Steps with the position of the operand that is visited next.
    open: Vec<(u32, u32)>,
}

impl Walk<'_> {
    /// Places a step after all that it reads.
    fn visit(&mut self, root: u32) {
        self.open.push((root, 0));
        while let Some((at, next)) = self.open.pop() {
            if self.placed[at as usize] {
                continue;
            }
            let operands = self.steps.operands(&self.steps.steps[at as usize]);
            match operands.get(next as usize) {
                Some(operand) => {
                    let of = self.producer[*operand as usize];
                    self.open.push((at, next + 1));
                    if !self.placed[of as usize] {
                        self.open.push((of, 0));
                    }
                }
                None => {
                    self.placed[at as usize] = true;
                    self.order.push(at);
                }
            }
        }
    }
}

/// How many steps are looked at together when equal operations are brought together.
const WINDOW: usize = 256;

/// Brings equal operations together, within windows of the order: what an operation costs beside
/// its arithmetic is then paid once for a whole run of them.
pub(super) fn group(steps: &Steps, order: &mut [u32]) {
    let mut grouping = Grouping {
        steps,
        producer: producers(steps),
        place: vec![NONE; steps.steps.len()],
        window: Vec::new(),
        waits: Vec::new(),
        readers: Vec::new(),
        links: Vec::new(),
        ready: Vec::new(),
    };
    for window in order.chunks_mut(WINDOW) {
        grouping.take(window);
        grouping.arrange(window);
    }
}

/// In place of a position that there is not.
const NONE: u32 = u32::MAX;

/// The steps of one window and what they wait for; kept from window to window.
struct Grouping<'a> {
    steps: &'a Steps,
    producer: Vec<u32>,
    /// Where each step stands in the window.
    place: Vec<u32>,
    /// The steps of the window as they came.
    window: Vec<u32>,
    /// How many of its operands are still to be computed in the window.
    waits: Vec<u32>,
    /// For each step the first of the links to its readers, and the links: reader and next link.
    readers: Vec<u32>,
    links: Vec<(u32, u32)>,
    /// Steps that wait for nothing, by operation, in the order in which operations came up.
    ready: Vec<(Code, Vec<u32>)>,
}

impl Grouping<'_> {
    fn take(&mut self, window: &[u32]) {
        self.window.clear();
        self.window.extend(window);
        self.waits.clear();
        self.waits.resize(window.len(), 0);
        self.readers.clear();
        self.readers.resize(window.len(), NONE);
        self.links.clear();
        for (at, step) in window.iter().enumerate() {
            self.place[*step as usize] = to_u32(at);
        }
        for (at, step) in window.iter().enumerate() {
            for operand in self.steps.operands(&self.steps.steps[*step as usize]) {
                let before = self.place[self.producer[*operand as usize] as usize];
                if before != NONE {
                    self.waits[at] += 1;
                    let first = &mut self.readers[before as usize];
                    self.links.push((to_u32(at), *first));
                    *first = to_u32(self.links.len() - 1);
                }
            }
        }
        for step in window {
            self.place[*step as usize] = NONE;
        }
    }

    fn arrange(&mut self, window: &mut [u32]) {
        for at in 0..self.window.len() {
            if self.waits[at] == 0 {
                self.offer(to_u32(at));
            }
        }
        let mut next = window.iter_mut();
        let mut run = Vec::new();
        // The operation with the most steps that can go now, again and again.
        while let Some(best) = self.most() {
            run.clear();
            run.append(&mut self.ready[best].1);
            run.sort_unstable();
            for at in &run {
                if let Some(place) = next.next() {
                    *place = self.window[*at as usize];
                }
                let mut link = self.readers[*at as usize];
                while let Some((reader, following)) = self.links.get(link as usize).copied() {
                    self.waits[reader as usize] -= 1;
                    if self.waits[reader as usize] == 0 {
                        self.offer(reader);
                    }
                    link = following;
                }
            }
        }
    }

    fn most(&self) -> Option<usize> {
        let waiting = self.ready.iter().enumerate();
        let most = waiting.rev().max_by_key(|(_, (_, steps))| steps.len());
        most.filter(|(_, (_, steps))| !steps.is_empty())
            .map(|(at, _)| at)
    }

    fn offer(&mut self, at: u32) {
        let code = self.steps.steps[self.window[at as usize] as usize].code;
        match self.ready.iter_mut().find(|(of, _)| *of == code) {
            Some((_, steps)) => steps.push(at),
            None => self.ready.push((code, vec![at])),
        }
    }
}
