//! Every claim of the ledger is shown by a scenario and its other side probed, or the ledger says why not; every id
//! that scenarios, code and documents cite is in the ledger; the list of spec findings is current.

#[path = "traceability/citation.rs"]
mod citation;
#[path = "traceability/coverage.rs"]
mod coverage;
#[path = "traceability/gap.rs"]
mod gap;
#[path = "traceability/library.rs"]
mod library;
#[path = "traceability/matrix.rs"]
mod matrix;
#[path = "traceability/source.rs"]
mod source;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

use citation::Citation;
use coverage::Coverage;
use gap::{Gap, Kind, report};
use library::{Library, scenarios, workspace};
use scenario::{Requirement, render_findings};
use sim7100_model::Profile;

type Outcome = Result<(), Box<dyn Error>>;

#[test]
fn every_claim_is_shown_and_its_other_side_probed() -> Outcome {
    let library = Library::load(&scenarios())?;
    assert!(library.refused.is_empty(), "{}", library.refused.join("\n"));
    let gaps = Coverage::of(&library.ledger, &library.citations).gaps();
    assert!(gaps.is_empty(), "{}", report(&gaps));
    Ok(())
}

#[test]
fn matrix_of_claims_and_scenarios() -> Outcome {
    let library = Library::load(&scenarios())?;
    let drawn = matrix::draw(&Coverage::of(&library.ledger, &library.citations));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/traceability"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("matrix", drawn));
    Ok(())
}

/// Without a scenario, exactly the claims that it alone cites are missed, each on its side.
#[test]
fn deleting_a_scenario_uncovers_what_it_alone_covers() -> Outcome {
    let library = Library::load(&scenarios())?;
    let before: BTreeSet<Gap> = gaps_of(&library, &library.citations);
    let mut alone = 0;
    for deleted in &library.citations {
        let rest: Vec<Citation> = library
            .citations
            .iter()
            .filter(|kept| kept.scenario != deleted.scenario)
            .cloned()
            .collect();
        let found: BTreeSet<Gap> = gaps_of(&library, &rest).difference(&before).cloned().collect();
        let expected = covered_alone(&library, deleted);
        assert_eq!(found, expected, "without {}", deleted.scenario);
        alone += expected.len();
    }
    assert!(alone > 0, "no claim depends on a single scenario: the test shows nothing");
    Ok(())
}

/// As above, once with files and the text that a person reads.
#[test]
fn deleting_the_file_of_a_scenario_names_the_claim() -> Outcome {
    let library = Library::load(&scenarios())?;
    let sole = library.citations.iter().find_map(|citation| {
        let gap =
            covered_alone(&library, citation).into_iter().find(|gap| gap.kind == Kind::Orphaned)?;
        Some((citation, gap))
    });
    let (citation, gap) = sole.ok_or("no claim depends on a single scenario")?;
    let folder = tempfile::tempdir()?;
    copy(&scenarios(), folder.path())?;
    fs::remove_file(folder.path().join(format!("{}.yaml", citation.scenario)))?;
    let less = Library::load(folder.path())?;
    let more: Vec<Gap> = gaps_of(&less, &less.citations)
        .difference(&gaps_of(&library, &library.citations))
        .cloned()
        .collect();
    let text = report(&more);
    assert!(text.contains(&gap.to_string()), "{gap} is not in:\n{text}");
    Ok(())
}

#[test]
fn every_id_in_code_and_documents_is_in_the_ledger() -> Outcome {
    let library = Library::load(&scenarios())?;
    let cited = source::cited_ids(&workspace())?;
    assert!(
        cited.len() > 100,
        "only {} places cite an id: where did the search look?",
        cited.len()
    );
    let unknown: Vec<String> = cited
        .iter()
        .filter(|(_, id)| library.ledger.requirement(id).is_none())
        .map(|(place, id)| format!("{place}: {id}"))
        .collect();
    assert!(unknown.is_empty(), "not in the ledger:\n{}", unknown.join("\n"));
    Ok(())
}

#[test]
fn every_reading_of_the_model_belongs_to_a_claim_or_a_section_that_has_claims() -> Outcome {
    let ledger = Library::load(&scenarios())?.ledger;
    for reading in Profile::readings() {
        let (name, place) = (reading.name, reading.requirement);
        let ids: Vec<&str> = source::ids(place).collect();
        for id in &ids {
            assert!(
                ledger.requirement(id).is_some(),
                "reading {name} cites {id}, which is not in the ledger"
            );
        }
        let in_section = |claim: &Requirement| {
            claim.section == place
                || claim.section.strip_prefix(place).is_some_and(|rest| rest.starts_with('.'))
        };
        let known = !ids.is_empty() || ledger.requirements().any(in_section);
        assert!(known, "reading {name} belongs to {place}, where the ledger has no claim");
    }
    Ok(())
}

#[test]
fn every_reading_of_the_model_is_a_reading_of_a_claim() -> Outcome {
    let ledger = Library::load(&scenarios())?.ledger;
    let named: BTreeSet<&str> = ledger
        .requirements()
        .flat_map(|claim| &claim.readings)
        .map(|reading| reading.name.as_str())
        .collect();
    let unnamed: Vec<&str> = Profile::readings()
        .iter()
        .map(|reading| reading.name)
        .filter(|name| !named.contains(name))
        .collect();
    assert!(unnamed.is_empty(), "no claim of the ledger has these readings: {unnamed:?}");
    Ok(())
}

#[test]
fn every_reading_of_the_ledger_can_be_chosen_and_its_default_is_the_models() -> Outcome {
    let ledger = Library::load(&scenarios())?.ledger;
    let choose = |name: &str, value: &str| {
        let mut profile = Profile::default();
        profile.set(name, value).map_err(|error| error.to_string())?;
        Ok(profile)
    };
    ledger
        .check_readings(|name, value| choose(name, value).map(drop))
        .map_err(|refused| library::draw_all(&refused))?;
    for claim in ledger.requirements() {
        let Some(default) = claim.default_reading() else { continue };
        let chosen = choose(&default.name, &default.value)?;
        assert_eq!(
            chosen,
            Profile::default(),
            "{}: the model's {} has another default",
            claim.id,
            default.name.value
        );
    }
    Ok(())
}

/// Compares the page with the ledger; `INSTA_UPDATE=always` writes it anew, as it does with goldens.
#[test]
fn findings_are_current() -> Outcome {
    let rendered = render_findings(&Library::load(&scenarios())?.ledger);
    let path = scenarios().join("requirements/FINDINGS.md");
    let written = fs::read_to_string(&path).unwrap_or_default();
    if written != rendered && std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, &rendered)?;
        return Ok(());
    }
    let line =
        written.lines().zip(rendered.lines()).take_while(|(old, new)| old == new).count() + 1;
    assert!(
        written == rendered,
        "FINDINGS.md differs from the ledger at line {line}; INSTA_UPDATE=always writes it anew"
    );
    Ok(())
}

fn gaps_of(library: &Library, citations: &[Citation]) -> BTreeSet<Gap> {
    Coverage::of(&library.ledger, citations).gaps().into_iter().collect()
}

/// The claims that nobody else shows or probes, where the ledger has no excuse: found claim by claim, not by coverage.
fn covered_alone(library: &Library, only: &Citation) -> BTreeSet<Gap> {
    let others: Vec<&Citation> =
        library.citations.iter().filter(|citation| citation.scenario != only.scenario).collect();
    let mut alone = BTreeSet::new();
    for claim in library.ledger.requirements().filter(|claim| claim.uncovered.is_none()) {
        let id = &claim.id;
        if only.positive.contains(id)
            && !others.iter().any(|citation| citation.positive.contains(id))
        {
            alone.insert(Gap::of(Kind::Orphaned, claim));
        }
        let probes = only.negative.contains(id) && claim.no_negative.is_none();
        if probes && !others.iter().any(|citation| citation.negative.contains(id)) {
            alone.insert(Gap::of(Kind::Unprobed, claim));
        }
    }
    alone
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().ok_or("a folder's entry has a name")?);
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
