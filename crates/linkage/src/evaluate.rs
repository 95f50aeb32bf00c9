//! How good leads are, measured against a truth.

/// A lead and whether it is true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Its probability, as claimed.
    pub probability: f64,
    /// Whether both records are of one person.
    pub same: bool,
}

/// Precision and recall where leads from a threshold on are followed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct At {
    /// The least probability followed.
    pub threshold: f64,
    /// Of the leads followed, the share that is true.
    pub precision: f64,
    /// Of the true pairs, compared or not, the share that is followed.
    pub recall: f64,
}

impl At {
    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 {
            2.0 * self.precision * self.recall / sum
        } else {
            0.0
        }
    }
}

/// Leads whose probability lies in one band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// From this probability on ...
    pub from: f64,
    /// ... to below this one; the last band holds 1.
    pub to: f64,
    /// How many leads.
    pub leads: u64,
    /// Their mean probability, as claimed.
    pub claimed: f64,
    /// The share of them that is true.
    pub observed: f64,
}

/// The measures of a set of leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// True pairs in all.
    pub true_pairs: u64,
    /// The share of them among the leads, however improbable: what comparing at all let through.
    pub ceiling: f64,
    /// From one half on.
    pub at_half: At,
    /// Where precision and recall together are best. Picked with the truth at hand.
    pub best: At,
    /// The greatest recall with precision of at least 0.95 and of at least 0.99.
    pub recall_at: [(f64, f64); 2],
    /// Claimed against observed.
    pub bands: Vec<Band>,
    /// The mean distance of claimed and observed over the bands, weighed by their leads.
    pub calibration_error: f64,
}

const BANDS: [f64; 8] = [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1.0];

/// Measures leads, each pair once, against `true_pairs`, the number of pairs that are true.
pub fn quality(leads: &[Judged], true_pairs: u64) -> Quality {
    let mut leads = leads.to_vec();
    leads.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let all = true_pairs.max(1) as f64;
    let mut found = 0u64;
    let mut at_half = At::default();
    let mut best = At::default();
    let mut recall_at = [(0.95, 0.0), (0.99, 0.0)];
    for (count, lead) in leads.iter().enumerate() {
        found += u64::from(lead.same);
        let next = leads.get(count + 1).map(|next| next.probability);
        if next == Some(lead.probability) {
            continue;
        }
        let at = At {
            threshold: lead.probability,
            precision: found as f64 / (count + 1) as f64,
            recall: found as f64 / all,
        };
        if lead.probability >= 0.5 {
            at_half = At {
                threshold: 0.5,
                ..at
            };
        }
        if at.f1() > best.f1() {
            best = at;
        }
        for (precision, recall) in &mut recall_at {
            if at.precision >= *precision {
                *recall = at.recall.max(*recall);
            }
        }
    }
    let bands: Vec<Band> = BANDS
        .windows(2)
        .filter_map(|edges| match edges {
            [from, to] => band(&leads, *from, *to),
            _ => None,
        })
        .collect();
    let wrong: f64 = bands
        .iter()
        .map(|band| band.leads as f64 * (band.claimed - band.observed).abs())
        .sum();
    Quality {
        true_pairs,
        ceiling: found as f64 / all,
        at_half,
        best,
        recall_at,
        calibration_error: wrong / leads.len().max(1) as f64,
        bands,
    }
}

fn band(leads: &[Judged], from: f64, to: f64) -> Option<Band> {
    let inside = |p: f64| p >= from && (p < to || (to >= 1.0 && p <= to));
    let mut band = Band {
        from,
        to,
        leads: 0,
        claimed: 0.0,
        observed: 0.0,
    };
    for lead in leads.iter().filter(|lead| inside(lead.probability)) {
        band.leads += 1;
        band.claimed += lead.probability;
        band.observed += f64::from(u8::from(lead.same));
    }
    let count = band.leads as f64;
    band.claimed /= count;
    band.observed /= count;
    (band.leads > 0).then_some(band)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(probability: f64, same: bool) -> Judged {
        Judged { probability, same }
    }

    #[test]
    fn recall_counts_true_pairs_that_were_never_compared() {
        let leads = [lead(0.9, true), lead(0.8, false), lead(0.2, true)];
        let quality = quality(&leads, 4);
        assert_eq!(quality.ceiling, 0.5);
        assert_eq!(quality.at_half.precision, 0.5);
        assert_eq!(quality.at_half.recall, 0.25);
        assert_eq!(quality.recall_at, [(0.95, 0.25), (0.99, 0.25)]);
        assert!((quality.best.f1() - 4.0 / 7.0).abs() < 1e-9);
    }

    #[test]
    fn equal_probabilities_are_followed_together() {
        let leads = [lead(0.7, true), lead(0.7, false)];
        assert_eq!(quality(&leads, 1).best.precision, 0.5);
    }

    #[test]
    fn claims_are_held_against_what_came_true() {
        let leads = [
            lead(0.8, true),
            lead(0.8, true),
            lead(0.8, false),
            lead(1.0, true),
        ];
        let quality = quality(&leads, 3);
        let observed: Vec<f64> = quality.bands.iter().map(|band| band.observed).collect();
        assert_eq!(observed, [2.0 / 3.0, 1.0]);
        assert!((quality.calibration_error - 3.0 * (0.8 - 2.0 / 3.0) / 4.0).abs() < 1e-9);
        assert_eq!(super::quality(&[], 0).bands, []);
    }
}
