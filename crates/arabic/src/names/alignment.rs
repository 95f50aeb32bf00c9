//! Laying the parts of the shorter name onto the longer one.

/// What a part costs for which nothing is left.
const SKIPPED: f32 = -1.0;
/// How much better another order must be before it is believed.
const SWAP_GAIN: f32 = 0.35;
/// Turns of the order that are tried: family name first, and the like.
const TURNS: usize = 3;

/// The shorter name laid onto the longer.
pub(super) struct Laid {
    /// For each part of the shorter name, the part of the longer one.
    pub onto: Vec<Option<usize>>,
    pub swapped: bool,
}

/// Lays in order, so that agreement is greatest; another order only where it is clearly better.
pub(super) fn lay(agreements: &[Vec<f32>], long: usize) -> Laid {
    let count = agreements.len();
    let plain: Vec<usize> = (0..count).collect();
    let (straight, onto) = in_order(agreements, &plain, long);
    let mut best = straight;
    let mut laid = Laid {
        onto,
        swapped: false,
    };
    for turn in 1..count.min(TURNS + 1) {
        let order: Vec<usize> = (turn..count).chain(0..turn).collect();
        let (value, onto) = in_order(agreements, &order, long);
        if value > best + SWAP_GAIN {
            best = value;
            let mut back = vec![None; count];
            for (part, onto) in order.iter().zip(onto) {
                if let Some(cell) = back.get_mut(*part) {
                    *cell = onto;
                }
            }
            laid = Laid {
                onto: back,
                swapped: true,
            };
        }
    }
    laid
}

/// The best way to lay parts in this order onto the longer name, which may be passed over freely.
fn in_order(agreements: &[Vec<f32>], order: &[usize], long: usize) -> (f32, Vec<Option<usize>>) {
    let (rows, columns) = (order.len() + 1, long + 1);
    let mut value = vec![0.0f32; rows * columns];
    // 0: the long part is passed over; 1: laid; 2: the short part is skipped.
    let mut step = vec![0u8; rows * columns];
    let at = |i: usize, j: usize| i * columns + j;
    let get = |cells: &[f32], i: usize, j: usize| cells.get(at(i, j)).copied().unwrap_or(f32::MIN);
    for (i, part) in order.iter().enumerate() {
        let i = i + 1;
        for j in 0..columns {
            let skipped = get(&value, i - 1, j) + SKIPPED;
            let (mut best, mut taken) = (skipped, 2u8);
            if j > 0 {
                let agreement = agreements
                    .get(*part)
                    .and_then(|row| row.get(j - 1))
                    .copied()
                    .unwrap_or(-1.0);
                let laid = get(&value, i - 1, j - 1) + agreement.max(SKIPPED);
                let passed = get(&value, i, j - 1);
                if laid >= best {
                    (best, taken) = (laid, 1);
                }
                if passed > best {
                    (best, taken) = (passed, 0);
                }
            }
            if let (Some(v), Some(s)) = (value.get_mut(at(i, j)), step.get_mut(at(i, j))) {
                (*v, *s) = (best, taken);
            }
        }
    }
    let mut onto = vec![None; order.len()];
    let (mut i, mut j) = (order.len(), long);
    while i > 0 {
        match step.get(at(i, j)) {
            Some(1) => {
                i -= 1;
                j -= 1;
                if let Some(cell) = onto.get_mut(i) {
                    *cell = Some(j);
                }
            }
            Some(0) if j > 0 => j -= 1,
            _ => i -= 1,
        }
    }
    (get(&value, order.len(), long), onto)
}
