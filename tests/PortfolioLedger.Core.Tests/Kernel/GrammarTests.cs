using CsCheck;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Outcomes;
using PortfolioLedger.Core.Portfolios;
using PortfolioLedger.Core.Stakeholders;
using PortfolioLedger.Core.Tests.Books;
using PortfolioLedger.Core.Tests.Explanation;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Core.Views;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Kernel;

/// <summary>What the ledger says reads like what a person would have written.</summary>
public sealed class GrammarTests
{
    private static readonly Book Known = Given.AScoringModel()
        .With(WaterSupply, OutageHours, Complaint, Initiative()).Book;

    [Theory]
    [InlineData("Its score fell by A; and 1 smaller decisions")]
    [InlineData("Approved Croton Falls on 1 conditions")]
    [InlineData("Told 2 stakeholder by letter")]
    [InlineData("Imported 2,259 row from City data")]
    [InlineData("The weight of Growth went from 30 % to 30 %")]
    [InlineData("The weight of Growth went from 0.3 to 0.3.")]
    [InlineData("Completed Customer app by it on 2025-05-30")]
    [InlineData("Decided for defer on \"Fund the solar park?\"")]
    [InlineData("Decided for defer on \"Fund the solar park?\" on 1 condition against dissent")]
    [InlineData("The initiative is killed; it can become killed only from proposed.")]
    [InlineData("Proposed a initiative")]
    [InlineData("Proposed an project")]
    [InlineData("Approved  Croton Falls")]
    [InlineData("Approved Croton Falls .")]
    [InlineData("approved Croton Falls")]
    [InlineData("Tabled the decision \"Fund Croton Falls?")]
    [InlineData("Killed Croton Falls (too late")]
    [InlineData("Retired the outcome \"\"")]
    [InlineData("Rated Croton Falls on the scale deliveryConfidence")]
    [InlineData("Recorded spend of 1 USD on Croton Falls in whole-life")]
    [InlineData("Defined the report Funded: ranking as of end-of-last-quarter")]
    [InlineData("'croton' is no product; name another.")]
    public void The_rules_find_what_a_board_would_stumble_over(string sentence) =>
        Assert.NotEmpty(Grammar.FaultsOf(sentence));

    [Theory]
    [InlineData("Approved Croton Falls on 1 condition")]
    [InlineData("Published the ranking march of 1 initiative by version 1 of the scoring model m")]
    [InlineData("Moved Croton Falls from priority class 3 to 1")]
    [InlineData("Its score rose from 5 to 5.5; and 1 smaller change.")]
    [InlineData("The weight of Growth went from 30 % to 30.4 %")]
    [InlineData("Took 8 hours back, an hour of it on a European holiday")]
    [InlineData("Recorded 1 answer (NPS) about the PMO")]
    [InlineData("Superseded the decision \"Go on?\" by \"Stop?\"")]
    [InlineData("Changed the target to between 1 and 5 by 2026-06-30")]
    public void The_rules_let_good_sentences_pass(string sentence) =>
        Assert.Empty(Grammar.FaultsOf(sentence));

    [Fact]
    public void Every_sentence_of_a_fact_reads_well() => Assert.Empty(
        ((ImmutableArray<IFact>)[.. FactSamples.Full, .. FactSamples.Sparse])
            .SelectMany(f => Grammar.FaultsOfLine(f.Sentence(Known))));

    [Fact]
    public void The_golden_history_reads_well()
    {
        var book = Book.Empty(History.Portfolio).Post(GoldenJournal.Entries);
        var told = GoldenJournal.Entries.Select(e => TimelineItem.From(e, book).Sentence);

        Assert.Empty(told.SelectMany(Grammar.FaultsOfLine));
    }

    [Fact]
    public void What_changed_since_any_event_reads_well()
    {
        var entries = GoldenJournal.Entries.ToArray();
        var books = entries.Aggregate(
            ImmutableList.Create(Book.Empty(History.Portfolio)),
            (all, e) => all.Add(all[^1].Post([e])));
        foreach (var (from, before) in books.Index())
            Assert.Empty(Changes
                .Compute(before, books[^1], [.. entries[from..].Select(e => e.Posting)])
                .Items.SelectMany(i => Grammar.FaultsOfText(i.Sentence)));
    }

    [Fact]
    public void Explanations_of_any_history_read_well()
    {
        Histories.Any.Select(Named).Sample(history =>
        {
            for (var from = 1; from < history.Length; from += 7)
                foreach (var initiative in (string[])["a", "b", "c"])
                {
                    var walk = Walks.Walk(history, Key.Parse(initiative),
                        Book.Empty(History.Portfolio).Post(history.Take(from)), history.Length,
                        null);
                    Assert.Empty(Grammar.FaultsOfText(walk.Explained().Summary));
                }
        }, iter: 200);
    }

    /// <summary>With a number, a period or a list of which other words are said.</summary>
    private static IReworded Larger(IReworded fact) => fact switch
    {
        HistoryImported f => f with { Rows = 2259 },
        ImportanceAssessed f => f with { Importance = new(.161m) },
        BaselineSet f => f with { Value = 19600 },
        OutcomeMeasured f => f with { Value = 19600 },
        MeasurementCorrected f => f with { Value = 19600 },
        CommunicationRecorded f => f with
        {
            About = [new(SubjectKind.Initiative, Croton), new(SubjectKind.Outcome, Outages)],
        },
        BenefitPlanned f => f with { Period = Periods.WholeLife },
        BudgetApproved f => f with { Period = Periods.WholeLife },
        BudgetChanged f => f with { Period = Periods.WholeLife },
        _ => fact,
    };

    /// <summary>Generated initiatives are named by their keys, which are single letters.</summary>
    private static Entry[] Named(Entry[] history) => [.. history.Select(e =>
        e.Fact is InitiativeProposed p
            ? e with { Fact = p with { Name = $"Project {p.Initiative}" } } : e)];

    [Fact]
    public void Former_words_are_kept_where_a_sentence_is_worded_anew()
    {
        var samples = ((ImmutableArray<IFact>)[.. FactSamples.Full, .. FactSamples.Sparse])
            .OfType<IReworded>();
        var reworded = samples.Concat(samples.Select(Larger)).ToList();

        Assert.All(reworded, f => Assert.Equal(
            f.FormerSentence(Known), f.Told(Known, Wording.Former)));
        Assert.All(reworded, f => Assert.Equal(f.Sentence(Known), f.Told(Known, Wording.Now)));
        // One that says the same as before in all its samples was not worded anew.
        Assert.All(reworded.GroupBy(f => f.GetType()), kind => Assert.Contains(
            kind, f => f.FormerSentence(Known) != f.Sentence(Known)));
    }
}
