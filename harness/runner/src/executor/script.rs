//! A scenario's script for the mock MMSC, as the mock MMSC's own.

use super::stop::Stop;
use mock_mmsc::emit::{EmitPart, Multipart, RetrieveConf, VERSION_1_2};
use mock_mmsc::{Drip, FaultPlan, pack};
use scenario::{Answer, Captures, Message, MessagePart, MmscScript, Serve, Spanned, Template};

/// Date of a message whose scenario gives none: 2009-03-17 09:14:41 UTC, the moment of the document's example.
const DATE_SECONDS: u32 = 1_237_281_281;

/// Converts a script; captured values are put in place.
pub(super) fn convert(script: &MmscScript, captures: &Captures) -> Result<mock_mmsc::Script, Stop> {
    let answers = script.answers.iter().map(|answer| convert_answer(&answer.value, captures));
    Ok(mock_mmsc::Script { answers: answers.collect::<Result<_, _>>()? })
}

fn convert_answer(answer: &Answer, captures: &Captures) -> Result<mock_mmsc::Answer, Stop> {
    if let Some(name) = &answer.pack {
        let case = pack::named(name);
        return match case {
            Some(case) => Ok(case.answer.clone()),
            None => Err(Stop::Harness(format!("the pack has no answer `{}`", name.value))),
        };
    }
    let retrieve_status = answer.retrieve_status.map(|status| status.value);
    let body = answer.body.as_ref().map(|body| body.value.octets_with(captures));
    let serve = match &answer.serve {
        Some(serve) => Some(served(&serve.value, retrieve_status, captures)?),
        // Whatever the method, the body of the script is the body of the response.
        None => body.clone(),
    };
    Ok(mock_mmsc::Answer {
        status: answer.status.map(|status| status.value),
        content_type: text(answer.content_type.as_ref(), captures),
        response_status: answer.response_status.map(|status| status.value),
        retrieve_status,
        body,
        serve,
        transaction_id: text(answer.transaction_id.as_ref(), captures),
        edits: answer.edits.iter().map(|edit| convert_edit(&edit.value, captures)).collect(),
        fault: FaultPlan {
            delay: answer.delay.map(|delay| delay.value).unwrap_or_default(),
            cut_after: answer.cut_after.map(|octets| octets.value),
            reset_after: answer.reset_after.map(|octets| octets.value),
            drip: answer
                .drip
                .map(|drip| Drip { octets: drip.value.octets, every: drip.value.every }),
            never: answer.never,
            raw: answer.raw.as_ref().map(|octets| octets.value.octets_with(captures)),
        },
        ..mock_mmsc::Answer::default()
    })
}

fn convert_edit(edit: &scenario::Edit, captures: &Captures) -> mock_mmsc::Edit {
    let insert = edit.insert.as_ref().map(|insert| insert.octets_with(captures));
    mock_mmsc::Edit { at: edit.at, remove: edit.remove, insert: insert.unwrap_or_default() }
}

fn served(
    serve: &Serve,
    retrieve_status: Option<u8>,
    captures: &Captures,
) -> Result<Vec<u8>, Stop> {
    match serve {
        Serve::Pdu(payload) => Ok(payload.octets_with(captures)),
        Serve::Message(message) => retrieve_conf(message, retrieve_status, captures),
    }
}

fn retrieve_conf(
    message: &Message,
    retrieve_status: Option<u8>,
    captures: &Captures,
) -> Result<Vec<u8>, Stop> {
    let date = match message.date {
        Some(date) => u32::try_from(date.value)
            .map_err(|_| Stop::Harness(format!("a date of {} s does not fit", date.value)))?,
        None => DATE_SECONDS,
    };
    let message_id = text(message.message_id.as_ref(), captures);
    let transaction_id = text(message.transaction_id.as_ref(), captures);
    let conf = RetrieveConf {
        transaction_id: transaction_id.or_else(|| Some("scripted-1".to_owned())),
        version: VERSION_1_2,
        message_id: message_id.or_else(|| Some("scripted".to_owned())),
        date,
        from: text(message.from.as_ref(), captures),
        to: texts(&message.to, captures),
        cc: texts(&message.cc, captures),
        subject: text(message.subject.as_ref(), captures),
        retrieve_status,
        multipart: Multipart::Mixed,
        parts: message.parts.iter().map(|part| convert_part(&part.value, captures)).collect(),
    };
    Ok(conf.emit())
}

fn convert_part(part: &MessagePart, captures: &Captures) -> EmitPart {
    let name = text(part.name.as_ref(), captures);
    let location = text(part.location.as_ref(), captures);
    EmitPart {
        content_type: part.content_type.value.clone(),
        charset: part.charset.map(|charset| charset.value.mib),
        content_location: location.or_else(|| name.clone()),
        name,
        content_id: text(part.id.as_ref(), captures),
        data: part.payload.value.octets_with(captures),
    }
}

fn text(template: Option<&Spanned<Template>>, captures: &Captures) -> Option<String> {
    template.map(|template| template.value.resolve(captures))
}

fn texts(templates: &[Spanned<Template>], captures: &Captures) -> Vec<String> {
    templates.iter().map(|template| template.value.resolve(captures)).collect()
}
