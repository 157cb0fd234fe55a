//! The hostile pack of the mock MMSC against the reference model, each case in virtual time.
//!
//! Before a case the module has received a message. Afterwards exactly one report has come, with a code that the case
//! allows; memory holds the old message or the whole new one; the module answers, receives a sound message, and has
//! dialled nobody but its proxy, with one request for the case and for no host but the one it was told.

#[expect(dead_code, reason = "there is one golden, and no folder of them to compare")]
#[path = "support/golden.rs"]
mod golden;
#[path = "hostile_pack/module.rs"]
mod module;
#[path = "hostile_pack/shown.rs"]
mod shown;

use std::error::Error;
use std::time::Duration;

use mock_mmsc::pack::{Case, Leg, Memory, hostile};
use mock_mmsc::{Answer, Method, Script};
use module::{HOST, Module};
use shown::{Shown, is_message};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Longest transfer (SIM-6-7, SIM-8-5), and a second for the report.
const TRANSFER_MAX: Duration = Duration::from_secs(3_601);
/// How long nothing may follow a report: longer than the slowest answer of the pack takes.
const QUIET: Duration = Duration::from_secs(10 * 3_600);
/// Characters of the URL that a message is fetched from (ETS case 272).
const URL_CHARACTERS: usize = 100;

#[test]
fn each_case_ends_in_one_report_and_leaves_a_sound_module() -> Outcome {
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for case in hostile() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()?;
        match runtime.block_on(run(&case)) {
            Ok(row) => rows.push(row),
            Err(error) => wrong.push(format!("{}: {error}", case.name)),
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
    golden::compare("hostile_pack", "cases", &rows.join("\n"));
    Ok(())
}

/// The row of the golden: name, code, memory.
async fn run(case: &Case) -> Outcome<String> {
    let mut module = Module::start().await?;
    let old = received(&mut module, "old").await?;
    if case.leg == Leg::Confirm {
        load_for_sending(&mut module).await?;
    }
    let requests = module.requests();
    module.answers(Script::from(case.answer.clone()));
    let (line, report) = match case.leg {
        Leg::Receive => (fetch(&case.name), "+CMMSRECV: "),
        Leg::Confirm => ("AT+CMMSSEND".to_owned(), "+CMMSSEND: "),
    };
    module.ok(&line).await?;
    let code = module.report(report, TRANSFER_MAX).await?;
    module.quiet(QUIET).await?;
    if !case.expected.contains(&code) {
        return Err(format!("code {code}, not one of {:?}", case.expected).into());
    }
    module.ok("AT").await?;
    one_request(&module, case, requests)?;
    let memory = memory(&mut module, case, code, &old).await?;
    module.ok("AT+CMMSEDIT=0").await?;
    received(&mut module, "clean").await?;
    let strangers = module.strangers();
    if !strangers.is_empty() {
        return Err(format!("asked of {}", strangers.join(", ")).into());
    }
    Ok(format!("{:<48} {code:>3} {memory:?}", case.name))
}

/// Receives a sound message and gives what the module shows of it.
async fn received(module: &mut Module, name: &str) -> Outcome<Shown> {
    let pdu = shown::sound(name);
    let answer = Answer { on: Some(Method::Get), serve: Some(pdu.clone()), ..Answer::default() };
    module.answers(Script::from(answer));
    module.ok(&fetch(name)).await?;
    let code = module.report("+CMMSRECV: ", TRANSFER_MAX).await?;
    if code != 0 {
        return Err(format!("the sound message {name} is reported as {code}").into());
    }
    let shown = Shown::of(module).await?;
    is_message(&shown, &pdu).map_err(|error| format!("the sound message {name}: {error}"))?;
    Ok(shown)
}

/// The command that fetches from a URL of [`URL_CHARACTERS`].
fn fetch(name: &str) -> String {
    format!("AT+CMMSRECV=\"{:l<URL_CHARACTERS$}\"", format!("{HOST}{name}"))
}

/// A received message is sent on by way of a box (SIM-8-37).
async fn load_for_sending(module: &mut Module) -> Outcome {
    for line in ["AT+CMMSSAVE=0", "AT+CMMSEDIT=1", "AT+CMMSVIEW=0", "AT+CMMSRECP=\"13918181818\""] {
        module.ok(line).await?;
    }
    Ok(())
}

/// The case was asked for once: no failure is tried again, no redirection followed.
fn one_request(module: &Module, case: &Case, before: u64) -> Outcome {
    let method = case.answer.on.map_or("GET", Method::name);
    let count = module.requests_by(method, before);
    if count == 1 { Ok(()) } else { Err(format!("{count} requests by {method}").into()) }
}

/// What memory holds, which must be what the case and the code say.
async fn memory(module: &mut Module, case: &Case, code: u16, old: &Shown) -> Outcome<Memory> {
    let shown = Shown::of(module).await?;
    let is_new = case.leg == Leg::Receive && code == 0;
    let memory = if is_new { Memory::New } else { Memory::Old };
    if case.memory != memory && case.memory != Memory::OldOrNew {
        return Err(format!("code {code} does not go with {:?}", case.memory).into());
    }
    match (&case.message, case.leg) {
        (Some(pdu), _) if is_new => is_message(&shown, pdu)?,
        (_, Leg::Receive) if shown == *old => {}
        (_, Leg::Confirm) if shown.files == old.files => {} // The type is another once it is sent.
        _ => return Err("memory does not hold the old message".into()),
    }
    Ok(memory)
}
