using System.Collections.Immutable;

namespace PortfolioLedger.Api;

/// <summary>A kind of problem.</summary>
/// <param name="Code">Stable name.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">One line for people.</param>
/// <param name="Explanation">What it means and what to do.</param>
public sealed record ProblemKind(string Code, int Status, string Title, string Explanation);

/// <summary>Every problem the API can answer with; <c>/problems/&lt;code&gt;</c> shows them.</summary>
public static class ProblemCatalogue
{
    /// <summary>All kinds, by area.</summary>
    public static readonly ImmutableArray<ProblemKind> All =
    [
        // Requests that are not understood.
        new("malformed-form", 400, "The form cannot be used", "A form of an import has one part 'file' and perhaps one part 'mapping'; the detail says what was wrong."),
        new("malformed-json", 400, "The body is not JSON", "The body could not be read as a JSON object. The detail says where reading stopped."),
        new("invalid-fields", 400, "Some fields are not right", "Each entry of errors names a field by JSON pointer, says what was wrong and what would be right. Nothing was recorded."),
        new("invalid-parameter", 400, "A query parameter is not right", "The detail names the parameter and the values it takes."),
        new("unknown-parameter", 400, "There is no such query parameter", "The detail lists the parameters this address takes."),
        new("as-of-in-future", 400, "Nobody knows the future", "asOf must not lie in the future. For decisions that take effect later ask with effectiveOn."),
        new("as-of-ambiguous", 400, "Ask by time or by position", "asOf and asOfPosition name two different books; give one of them."),
        new("position-out-of-range", 400, "There is no such position", "Positions run from 1 to the last one of the portfolio's journal."),
        new("from-after-to", 400, "The range ends before it begins", "from must not lie after to. Both are positions, dates, instants or review cycles."),
        new("bad-cursor", 400, "The cursor does not fit", "A cursor comes from nextCursor of the same question; start again without it."),
        new("unknown-format", 400, "There is no such format", "format takes the names the detail lists."),
        new("unauthenticated", 401, "Who are you?", "The request names nobody. The detail says how to."),
        new("role-required", 403, "Your role does not allow this", "The detail names the role that is needed."),
        new("unknown-address", 404, "There is nothing at this address", "See /docs for the addresses of the API."),
        new("unknown-portfolio", 404, "There is no such portfolio", "GET /api/v1/portfolios lists those that exist."),
        new("method-not-allowed", 405, "This address takes another method", "Views are read with GET, commands are sent with POST."),
        new("not-acceptable", 406, "That format is not offered", "Views come as JSON, CSV, NDJSON and XLSX."),
        new("already-exists", 409, "The key is taken", "Keys are unique for each kind of thing within a portfolio. Choose another, or change what exists."),
        new("changed-meanwhile", 412, "Something happened in between", "The position in If-Match is not that of the last event about this thing. Look at it again and decide anew."),
        new("body-too-large", 413, "The body is too large", "A command has at most 1 MB; send several. A file to import has at most 64 MB; divide it."),
        new("unsupported-media-type", 415, "Send JSON", "Bodies are application/json in UTF-8; imports take CSV, XLSX or a form with the file."),
        new("overloaded", 503, "Too much at once", "Too many submissions are waiting for this portfolio. Try again after the seconds of Retry-After."),
        new("too-many-listeners", 503, "Too many listeners", "This node serves no more live feeds. Read events?after= from time to time, or try again after the seconds of Retry-After."),
        new("database-unavailable", 503, "The database cannot be reached", "Nothing was recorded. Try again after the seconds of Retry-After; with an Idempotency-Key that is always safe."),
        new("outcome-unknown", 503, "It is not known whether it was recorded", "The database stopped answering during the commit. Ask again with the same Idempotency-Key: it is recorded once."),
        new("import-running", 503, "A history is being imported", "While an import runs nobody else writes to the portfolio. Try again when it has ended."),
        new("import-stopped", 503, "The ledger stopped during the import", "Send the import again: what was recorded by then is recognised and not recorded twice."),
        new("unreadable-journal", 503, "The journal holds something this release cannot read", "The portfolio stands still on this node until a newer release runs; nothing is skipped."),
        new("fault", 500, "The ledger made a mistake", "Nothing was recorded. The trace id finds it in the log."),

        // Requests that the ledger refuses.
        new("import-refused", 422, "Nothing of the file can be imported", "The detail says why: the header does not fit, a day or currency must be stated, or another import is running. Nothing was recorded."),
        new("invalid-mapping", 422, "The mapping cannot be used", "Each entry of errors says what is wrong with the mapping and what would be right."),
        new("unknown-import", 404, "There is no such import", "GET imports lists the last ones of the portfolio."),
        new("unknown-mapping", 404, "There is no such mapping", "GET imports/mappings lists the presets and those that were stored."),
        new("idempotency-key-reused", 422, "The key was used with another body", "An Idempotency-Key stands for one request for ever. Use a new key for another one."),
        new("rationale-too-short", 422, "Say why", "Every decision carries a rationale of at least 10 characters. It stays for ever and cannot be erased: name no persons."),
        new("unknown-evidence", 422, "The evidence is not in the ledger", "Evidence must be recorded before the decision that cites it. Documents outside the ledger are cited with kind document."),
        new("unknown-decision", 422, "There is no such governance decision", "grounds.decision names a decision of this portfolio."),
        new("already-voted", 422, "One vote each", "Everybody votes once on a decision; a vote stays."),
        new("conflict-of-interest", 422, "The sponsor does not vote", "Who sponsors an initiative that a decision is about cannot vote on it."),
        new("unknown-option", 422, "There is no such option", "The detail lists the options the board was offered."),
        new("no-quorum", 422, "Too few took part", "Those count who voted or, if more, as many as quorum says took part."),
        new("decision-taken", 422, "The decision is taken", "Nothing can be voted on or decided again; table another decision that supersedes it."),
        new("decision-not-taken", 422, "The decision is not taken", "Conditions, reviews and successors belong to decisions that are taken."),
        new("decision-superseded", 422, "The decision is superseded", "The detail names the decision that took its place."),
        new("evidence-after-decision", 422, "The evidence came later", "What a decision rests on must have been there on the day it was tabled or taken."),
        new("unknown-condition", 422, "There is no such condition", "The detail says which conditions there are, counted from 1."),
        new("condition-met", 422, "The condition is met already", "The detail says since when."),
        new("role-below-money-band", 422, "More than the role may decide alone", "Above the amount delegated to your role name a taken decision of the board about it in grounds.decision."),
        new("unknown-stakeholder", 422, "There is no such stakeholder", "Register the stakeholder first."),
        new("future-communication", 422, "Not told yet", "Record what stakeholders were told when it has happened."),
        new("unknown-position", 422, "There is no such position yet", "The detail names the last position of the journal."),
        new("before-creation", 422, "It would take effect too early", "Nothing can take effect before the day a thing it names came into being."),
        new("out-of-order", 422, "History can only be added at the end", "Imported history must not be older than what the ledger knows already, nor lie in the future."),
        new("currency-mismatch", 422, "Another currency", "A portfolio is kept in one currency."),
        new("budget-below-committed", 422, "More is committed already", "The budget of a period must cover what is approved for initiatives in it. The board can accept the gap with grounds.override."),
        new("unknown-review-cycle", 422, "There is no such review cycle", "GET review-cycles lists them."),
        new("cycle-not-open", 422, "The review cycle is closed", "A closed review cycle stays closed; open the next one."),
        new("unknown-department", 422, "There is no such department", "Register the department first."),
        new("department-retired", 422, "The department has ended", "It was merged or retired; the detail names its successor if there is one."),
        new("segment-retired", 422, "The customer segment has ended", "It was merged or retired; the detail names its successor if there is one."),
        new("unknown-successor", 422, "Nothing that could take over", "Name another department or segment that is in being."),
        new("owns-active-initiatives", 422, "It leads initiatives", "A department that leads initiatives which are not over is merged, or they are ended first."),
        new("unknown-segment", 422, "There is no such customer segment", "Register the customer segment first."),
        new("unknown-objective", 422, "There is no such objective", "Propose the objective first."),
        new("objective-retired", 422, "The objective is retired", "Nothing new can be tied to a retired objective; the detail names its successor if there is one."),
        new("objective-not-active", 422, "The objective carries no weight", "Only approved objectives of level strategic carry a weight."),
        new("weights-not-one", 422, "The weights do not add up", "Weights are a whole set, one for each active strategic objective (or criterion), and add up to 1."),
        new("ahp-inconsistent", 422, "The comparisons contradict each other", "Pairwise comparisons with a consistency ratio above 0.10 are compared again. The board can let them stand with grounds.override; the rationale says why."),
        new("cycle-in-parents", 422, "Parents would form a circle", "An objective cannot be its own ancestor."),
        new("stale-value", 422, "The old value is another", "The value you give as old is not the value of today. Look at it again."),
        new("unknown-value-stream", 422, "There is no such value stream", "Identify the value stream first."),
        new("value-stream-retired", 422, "The value stream is retired", "Nothing new can be tied to a value stream that was given up."),
        new("not-a-program", 422, "It is no program", "Name an initiative of kind program."),
        new("money-missing", 422, "Money is missing", "The resources of a value stream are money and people."),
        new("fte-missing", 422, "People are missing", "The resources of a value stream are money and people."),
        new("unknown-initiative", 422, "There is no such initiative", "Propose the initiative first."),
        new("illegal-transition", 422, "Not from this stage", "The detail says where it stands and from where the step is possible."),
        new("no-sponsor", 422, "Nobody answers for it", "An initiative needs a sponsor before it goes to the board."),
        new("no-strategic-link", 422, "It serves no objective", "Claim a contribution to an objective, or let the board exempt it."),
        new("no-financial-case", 422, "Its finances are unknown", "Submit a financial case, or let the board exempt it."),
        new("proposer-cannot-approve", 422, "Four eyes", "Who proposed an initiative cannot approve it."),
        new("unknown-contribution", 422, "Nothing is claimed", "Claim the contribution before revising or withdrawing it."),
        new("no-approved-budget", 422, "No budget is approved", "Approve a budget before changing it or recording spend."),
        new("delta-mismatch", 422, "The change does not explain the difference", "The old figure plus the change must be the new one."),
        new("over-tolerance", 422, "More than 10 % above the budget", "Change the budget first, or give grounds with override."),
        new("not-active", 422, "It has ended", "Nothing more can be recorded about an initiative that is rejected, killed, merged or closed."),
        new("cash-flows-out-of-order", 422, "Cash flows out of order", "Give cash flows in the order of their days."),
        new("priority-mismatch", 422, "The class is another", "from must be the priority class of today."),
        new("future-delivery", 422, "Not delivered yet", "An output cannot have been delivered on a day to come."),
        new("unknown-scoring-model", 422, "There is no such scoring model", "Draft the scoring model first."),
        new("unknown-criterion", 422, "There is no such criterion", "The model has no criterion of this id."),
        new("criterion-computed", 422, "The ledger computes it", "Only criteria with the source scored take scores."),
        new("model-superseded", 422, "The model in force has no such criterion", "Score a criterion of the model in force."),
        new("score-out-of-scale", 422, "Not on the scale", "The score lies outside the scale."),
        new("size-not-positive", 422, "Nothing can be divided by it", "WSJF divides by the job size, RICE by the effort: they are scored greater than 0."),
        new("version-immutable", 422, "A released version does not change", "Draft the next version."),
        new("unknown-version", 422, "There is no such version", "The detail names the next version."),
        new("model-not-released", 422, "No released model", "Release the scoring model first, then adopt it."),
        new("digest-mismatch", 422, "The ledger computes another ranking", "The digest is not that of the ranking of this moment. Look at the ranking again."),
        new("unknown-ranking", 404, "There is no such ranking", "GET rankings lists the published ones."),
        new("unknown-output", 422, "There is no such output", "Deliver the output first."),
        new("unknown-outcome", 422, "There is no such outcome", "Define the outcome first."),
        new("unit-mismatch", 422, "Another unit", "Values are given in the unit of the outcome."),
        new("target-wrong-side", 422, "The target does not fit", "The target must lie on the better side of the baseline and fit the direction."),
        new("goalposts-moved-after-due", 422, "The target was due already", "A target that is due is moved only with grounds.override and a reason."),
        new("duplicate-measurement", 422, "Measured already", "There is one measurement a day; correct it instead."),
        new("unknown-measurement", 422, "Nothing to correct", "Nothing was measured on that day."),
        new("future-measurement", 422, "Not measured yet", "Nothing can have been measured on a day to come."),
        new("unknown-feedback", 422, "There is no such feedback", "Receive the feedback first."),
    ];

    private static readonly Dictionary<string, ProblemKind> ByCode = All.ToDictionary(k => k.Code);

    /// <summary>The kind with this code; a code that is not here is a mistake of ours.</summary>
    public static ProblemKind Find(string code) => ByCode.TryGetValue(code, out var kind)
        ? kind : throw new InvalidOperationException($"the problem '{code}' is not in the catalogue");
}
