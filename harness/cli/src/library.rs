//! Where the scenarios are: the root folder, its ledger and baseline, and the cases that the user means.

use crate::output;
use crate::problem::Problem;
use crate::profile;
use crate::suggestion::did_you_mean;
use scenario::{Baseline, Context, Diagnostics, Ledger, Plan};
use std::path::{Path, PathBuf};

/// Name of the folder that holds scenarios.
const FOLDER: &str = "scenarios";

/// Folder of the ledger below the root.
const REQUIREMENTS: &str = "requirements";

/// File of the baseline below the root.
const BASELINE: &str = "baseline.yaml";

/// The scenarios that a command line means.
#[derive(Debug)]
pub(crate) struct Library {
    /// The root folder; case ids are paths below it.
    pub(crate) root: PathBuf,
    /// The claims; none where there is no ledger.
    pub(crate) ledger: Ledger,
    /// Whether there is a ledger, so that what scenarios cite is checked.
    has_ledger: bool,
    /// The cases, in the order of their ids.
    pub(crate) plans: Vec<Plan>,
}

impl Library {
    /// Loads the scenarios that `wanted` names: files, folders, and beginnings of case ids; all when it is empty.
    ///
    /// # Errors
    /// There is no scenario folder, files are wrong, or a name means nothing.
    pub(crate) fn load(wanted: &[String]) -> Result<Self, Problem> {
        let (paths, filters): (Vec<&String>, Vec<&String>) =
            wanted.iter().partition(|name| Path::new(name.as_str()).exists());
        let places: Vec<Place> = paths.iter().map(|path| Place::of(Path::new(path))).collect();
        let root = match places.first() {
            Some(place) => place.root.clone(),
            None => nearest_root()?,
        };
        let claims = ledger(&root)?;
        let mut found = Found::default();
        if places.is_empty() || !filters.is_empty() {
            found.add(&Place { root: root.clone(), path: root.clone() }, claims.as_ref());
            found.keep_named(&filters)?;
        }
        for place in &places {
            found.add(place, claims.as_ref());
        }
        let plans = found.finish()?;
        let has_ledger = claims.is_some();
        Ok(Self { root, ledger: claims.unwrap_or_default(), has_ledger, plans })
    }

    /// The library of a root of which nothing is loaded.
    pub(crate) fn empty(root: PathBuf) -> Self {
        Self { root, ledger: Ledger::default(), has_ledger: false, plans: Vec::new() }
    }

    /// Says on standard error that there is no ledger, where there is none.
    pub(crate) fn tell_what_is_not_checked(&self) {
        if !self.has_ledger {
            let root = self.root.display();
            output::say(&format!(
                "no ledger was found (a folder `{REQUIREMENTS}` in {root}): whether the requirements that scenarios cite exist was not checked"
            ));
        }
    }

    /// Demands that there is any case; `tags` have chosen among them.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn demand_cases(&self, tags: &[String]) -> Result<(), Problem> {
        if !self.plans.is_empty() {
            return Ok(());
        }
        let tags = if tags.is_empty() {
            String::new()
        } else {
            format!(" with tag {}", tags.join(" or "))
        };
        let root = self.root.display();
        Err(Problem::Usage(format!("there is no scenario{tags} in {root}")))
    }

    /// The baseline of a file, or the one of the root where it has one.
    ///
    /// # Errors
    /// The file is wrong, or named and absent.
    pub(crate) fn baseline(&self, named: Option<&Path>) -> Result<Option<Baseline>, Problem> {
        let wrong = |diagnostics| Problem::Files(vec![diagnostics]);
        match named {
            Some(path) if !path.exists() => {
                Err(Problem::File(format!("there is no baseline {}", path.display())))
            }
            Some(path) => scenario::load_baseline(path).map(Some).map_err(wrong),
            None => {
                let path = self.root.join(BASELINE);
                if !path.exists() {
                    return Ok(None);
                }
                scenario::load_baseline(&path).map(Some).map_err(wrong)
            }
        }
    }
}

/// The roots of what `wanted` names, without a look into any scenario.
///
/// # Errors
/// Nothing that exists is named, and there is no scenario folder.
pub(crate) fn roots(wanted: &[String]) -> Result<Vec<PathBuf>, Problem> {
    let paths = wanted.iter().map(Path::new).filter(|path| path.exists());
    let roots: Vec<PathBuf> = paths.map(|path| Place::of(path).root).collect();
    if roots.is_empty() { Ok(vec![nearest_root()?]) } else { Ok(roots) }
}

/// The ledger of the nearest scenario folder.
///
/// # Errors
/// There is no scenario folder, or its ledger is wrong.
pub(crate) fn nearest_ledger() -> Result<Ledger, Problem> {
    Ok(ledger(&nearest_root()?)?.unwrap_or_default())
}

/// The nearest scenario folder from the current directory upward.
///
/// # Errors
/// There is none.
pub(crate) fn nearest_root() -> Result<PathBuf, Problem> {
    Ok(Place::of(&nearest(&working_folder()?)?).root)
}

/// The claims below a root; scenarios of a root without any may cite what they like.
fn ledger(root: &Path) -> Result<Option<Ledger>, Problem> {
    let folder = root.join(REQUIREMENTS);
    if !folder.is_dir() {
        return Ok(None);
    }
    let ledger = scenario::load_ledger(&folder).map_err(Problem::Files)?;
    ledger.check_readings(profile::check).map_err(Problem::Files)?;
    Ok(Some(ledger))
}

/// A file or folder of scenarios, and the root that case ids count from.
#[derive(Debug)]
struct Place {
    root: PathBuf,
    path: PathBuf,
}

impl Place {
    /// Both are said relative to the current directory where the root is below it.
    fn of(path: &Path) -> Self {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let root = root_of(&path);
        let below = |path: &Path| {
            let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok()?;
            path.strip_prefix(here).ok().map(Path::to_owned)
        };
        match (below(&root).filter(|root| !root.as_os_str().is_empty()), below(&path)) {
            (Some(root), Some(path)) => Self { root, path },
            _ => Self { root, path },
        }
    }
}

/// What has been loaded so far.
#[derive(Debug, Default)]
struct Found {
    plans: Vec<Plan>,
    refused: Vec<Diagnostics>,
}

impl Found {
    fn add(&mut self, place: &Place, ledger: Option<&Ledger>) {
        let context = Context {
            ledger,
            profile_check: Some(&profile::check),
            pack_check: Some(&runner::check_pack),
            ..Context::default()
        };
        if place.path.is_dir() {
            let loaded = scenario::load_dir(&place.root, &context);
            let below = |name: &str| Path::new(name).starts_with(&place.path);
            self.plans.extend(loaded.plans.into_iter().filter(|plan| below(plan.source.name())));
            let refused = loaded.refused.into_iter();
            self.refused.extend(refused.filter(|file| below(file.source_file().name())));
            return;
        }
        match scenario::load_file(&place.root, &place.path, &context) {
            Ok(cases) => self.plans.extend(cases),
            Err(diagnostics) => self.refused.push(diagnostics),
        }
    }

    /// Keeps the cases that filters name; without filters, all.
    fn keep_named(&mut self, filters: &[&String]) -> Result<(), Problem> {
        let unknown =
            filters.iter().find(|filter| !self.plans.iter().any(|plan| means(filter, plan)));
        if let Some(filter) = unknown.filter(|_| self.refused.is_empty()) {
            let near = did_you_mean(filter, self.plans.iter().flat_map(names));
            return Err(Problem::Usage(format!(
                "`{filter}` is neither a file nor the beginning of a case id{near}; `attest list` names the cases"
            )));
        }
        let named =
            |plan: &Plan| filters.is_empty() || filters.iter().any(|filter| means(filter, plan));
        self.plans.retain(named);
        Ok(())
    }

    /// The cases in the order of their ids, each once.
    fn finish(mut self) -> Result<Vec<Plan>, Problem> {
        if !self.refused.is_empty() {
            return Err(Problem::Files(self.refused));
        }
        self.plans.sort_by(|left, right| left.id.cmp(&right.id));
        self.plans.dedup_by(|left, right| {
            left.id == right.id && left.source.name() == right.source.name()
        });
        Ok(self.plans)
    }
}

fn means(filter: &str, plan: &Plan) -> bool {
    plan.id.starts_with(filter) || plan.scenario().rsplit('/').next() == Some(filter)
}

/// What a case may be called: its scenario, the file of it alone, the folder.
pub(crate) fn names(plan: &Plan) -> impl Iterator<Item = &str> {
    let (folder, file) = plan.scenario().rsplit_once('/').unwrap_or_else(|| ("", plan.scenario()));
    [plan.scenario(), file, folder].into_iter().filter(|name| !name.is_empty())
}

/// The root for an absolute path: the folder `scenarios` above it, else the folder that was named or that holds the
/// file.
fn root_of(path: &Path) -> PathBuf {
    let above =
        path.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == FOLDER));
    let own = if path.is_dir() { Some(path) } else { path.parent() };
    above.or(own).unwrap_or(path).to_owned()
}

fn nearest(from: &Path) -> Result<PathBuf, Problem> {
    let found = from.ancestors().map(|folder| folder.join(FOLDER)).find(|folder| folder.is_dir());
    found.ok_or_else(|| {
        Problem::Usage(format!(
            "there is no folder `{FOLDER}` in {} or above; name the scenarios to use",
            from.display()
        ))
    })
}

fn working_folder() -> Result<PathBuf, Problem> {
    std::env::current_dir()
        .map_err(|error| Problem::Usage(format!("the current directory cannot be read: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_the_folder_of_that_name() {
        let folder = tempfile::tempdir().unwrap();
        let chapter = folder.path().join("scenarios/06-send");
        std::fs::create_dir_all(&chapter).unwrap();
        let file = chapter.join("a.yaml");
        std::fs::write(&file, "").unwrap();
        let root = folder.path().join("scenarios");
        assert_eq!(root_of(&file), root);
        assert_eq!(nearest(&chapter).unwrap(), root);
        assert_eq!(root_of(folder.path()), folder.path());
        assert!(nearest(Path::new("/")).is_err());
    }
}
