using System.Collections.Frozen;

namespace PortfolioLedger.Pages.Views;

/// <summary>What is said where a view has nothing to show: what to record next.</summary>
internal static class EmptyStates
{
    private static readonly FrozenDictionary<string, string> All = new Dictionary<string, string>
    {
        ["alignment"] = "Nothing is aligned yet. Propose an initiative, approve objectives with "
            + "weights, and claim what the initiative contributes to them.",
        ["ranking"] = "Nothing is ranked yet: a ranking needs a scoring model that was adopted, "
            + "and initiatives with a score for each of its criteria.",
        ["board-pack"] = "Nothing is ranked yet: a ranking needs a scoring model that was adopted, "
            + "and initiatives with a score for each of its criteria.",
        ["ranking/robustness"] = "Nothing is ranked yet, so no weight can change the order. Adopt "
            + "a scoring model and score initiatives.",
        ["financials"] = "No initiative yet. Propose one and submit its financial case to see "
            + "what it is worth.",
        ["ranking/comparison"] = "Neither ranking has anything. Adopt a scoring model and score "
            + "initiatives, or choose later days.",
        ["ranking/explanation"] = "Nothing moved this initiative between the two times. Choose "
            + "an earlier one to compare from.",
        ["alignment/comparison"] = "Neither time has an aligned initiative. Claim contributions "
            + "to objectives, or choose later days.",
        ["value-streams/comparison"] = "Neither time has a value stream. Identify value streams, "
            + "or choose later days.",
        ["initiatives-comparison"] = "Nothing is said differently of initiatives at the two "
            + "times. Choose days farther apart.",
        ["outcomes-comparison"] = "Neither time has an outcome. Define outcomes and measure "
            + "them, or choose later days.",
        ["value-streams"] = "No value stream yet. Identify value streams, assess how important "
            + "each is, and state its money and people.",
        ["outcomes-versus-outputs"] = "Nothing to set against outcomes yet. Propose initiatives, "
            + "plan what they deliver, and link outcomes to them.",
        ["outcomes"] = "No outcome yet. Define an outcome with a baseline and a target, link it "
            + "to an objective or an initiative, and record measurements.",
        ["outcomes/{outcome}"] = "No measurement yet. Record the first one to see the trend "
            + "against the target.",
        ["initiatives"] = "No initiative yet. Propose the first one, or import a list of them.",
        ["initiatives/{initiative}"] = "Nothing is recorded of this initiative yet.",
        ["programs"] = "No program yet. Propose an initiative of the kind program, and name it "
            + "as the parent of others.",
        ["deliverables"] = "No deliverable yet. Plan outputs of an initiative, and record when "
            + "they are delivered.",
        ["benefits"] = "No benefit yet. Plan benefits of an outcome that is linked to an "
            + "initiative, and record what was realised.",
        ["productivity"] = "No work yet. Record effort and delivered outputs of initiatives.",
        ["market-positioning"] = "No market figure yet. Define outcomes of sales, leads or cost "
            + "of acquisition, and measure them.",
        ["process"] = "No initiative has ended yet. Complete, close or stop one to see how the "
            + "process does.",
        ["hindsight"] = "Nothing to look back on yet. Approve initiatives with a budget and a "
            + "baseline, and record what came of them.",
        ["overview"] = "Priorities and ranking agree, or there are none yet. Shift the board's "
            + "priority of an initiative to see where they differ.",
        ["scorecard"] = "No number yet. Each question of the scorecard says what to record.",
        ["silos"] = "No people or money yet. Approve budgets of initiatives and allocate people "
            + "of departments to them.",
        ["listening"] = "No customer feedback yet. Register customer segments and record "
            + "feedback, its links to initiatives and the answers.",
        ["surveys"] = "No survey yet. Record a round with the counts of its answers.",
        ["objectives"] = "No objective yet. Propose the objectives of the strategy, approve them "
            + "and weight them.",
        ["feedback"] = "No customer feedback yet. Record what customers say, and link it to the "
            + "initiatives that serve it.",
        ["scoring-models"] = "No scoring model yet. Draft one with criteria and weights, release "
            + "it and adopt it.",
        ["rankings"] = "No ranking was published yet. Publish one to keep it exactly as the "
            + "board saw it.",
        ["rankings/{ranking}"] = "The ranking was published with nothing in it.",
        ["timeline"] = "Nothing happened here yet. What is recorded appears at once; ask for a "
            + "longer time or with fewer filters.",
        ["reconciliation"] = "Every budget and every schedule adds up. Ask with a lower "
            + "tolerance to see smaller differences.",
        ["reports"] = "No saved report yet. Define one: a view, its parameters, and when it is "
            + "made.",
        ["reports/{report}"] = "This report was not made yet. Make it now to keep what it shows.",
        ["dashboards"] = "No dashboard yet. Define one: saved reports in order, for an audience.",
        ["subscriptions"] = "Nobody is told of events yet. Start a subscription with an address "
            + "and the events it is for.",
        ["departments"] = "No department yet. Register the departments that own or do the work.",
        ["customer-segments"] = "No customer segment yet. Register the groups of customers that "
            + "you serve.",
        ["review-cycles"] = "No review cycle yet. Open one before the board's next meeting, and "
            + "close it when the board has met.",
        ["capacity"] = "No capacity yet. State the people of departments by period and role to "
            + "see where they are over-allocated.",
        ["decisions"] = "No decision yet. Table one with its options and evidence, vote, and "
            + "record what was decided.",
        ["decisions/{decision}"] = "Nobody has voted yet. Votes are recorded until it is taken.",
        ["delegations"] = "No delegation yet. Set up to which amount a role may decide alone.",
        ["changes"] = "Nothing changed in this time. Choose an earlier day to compare from.",
        ["stakeholders"] = "No stakeholder yet. Register the people and groups with an interest "
            + "in the portfolio.",
        ["communications"] = "Nobody was told anything yet. Record what stakeholders are told.",
        ["communication-coverage"] = "No stakeholder yet. Register stakeholders and record what "
            + "they are told.",
    }.ToFrozenDictionary();

    /// <summary>The sentences of a view, by its path in the catalogue.</summary>
    public static string Of(string view) => All[view];

    /// <summary>Whether a view has its sentences.</summary>
    public static bool Has(string view) => All.ContainsKey(view);
}
