using System.Collections.Immutable;
using PortfolioLedger.Core;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Explanation;
using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;
using PortfolioLedger.Core.Tests.Kernel;
using PortfolioLedger.Core.Views;
using PortfolioLedger.Imports;
using PortfolioLedger.Tests.Demo;
using PortfolioLedger.Tests.Imports;

namespace PortfolioLedger.Tests.Explanation;

/// <summary>Every sentence of the demo and of two real histories reads well.</summary>
public sealed class HistorySentenceTests
{
    private static readonly RankingQuestion ByBudget = new(Restated: (
        new(Key.Parse("money"), default, [], false),
        new(1, Formula.Weighted, [new("budget", 0, 100_000_000_000, new Share(1),
            Source: CriterionSource.Budget)], 1)));

    [Fact]
    public void The_demo_reads_well()
    {
        var rehearsal = ToldStory.Rehearsed();

        MustReadWell(rehearsal.Book, [.. rehearsal.Entries], new(), step: 61);
    }

    [Fact]
    public async Task New_Yorks_capital_projects_read_well()
    {
        var ledger = new MemoryLedger(CapitalProjects.Portfolio);
        await ledger.ImportAsync(CapitalProjects.Mapping, RealData.CapitalProjects);

        MustReadWell(Book.Empty(CapitalProjects.Portfolio).Post(ledger.Entries),
            [.. ledger.Entries], ByBudget, step: 811);
    }

    [Fact]
    public async Task The_enhancements_of_Kubernetes_read_well()
    {
        var portfolio = Key.Parse("kep");
        var ledger = new MemoryLedger(portfolio) { Now = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero) };
        await ledger.ImportAsync(
            MappingFile.Read("kubernetes-enhancements"), RealData.KubernetesEnhancements);

        MustReadWell(Book.Empty(portfolio).Post(ledger.Entries), [.. ledger.Entries], ByBudget,
            step: 811);
    }

    /// <summary>The timeline, what changed between times, and why ranks did.</summary>
    private static void MustReadWell(
        Book last, ImmutableArray<Entry> entries, RankingQuestion question, int step)
    {
        var names = last.Initiatives.All.Values
            .SelectMany(i => i.Name.Values.Select(n => n.Value)).ToList();
        string Said(string sentence) => Grammar.Without(sentence, names.Where(n =>
            sentence.Contains(n, StringComparison.Ordinal)));
        Assert.Empty(entries.SelectMany(e =>
            Grammar.FaultsOfLine(Said(TimelineItem.From(e, last).Sentence))));
        var before = Book.Empty(last.Portfolio);
        for (var from = 0; from < entries.Length; from += step)
        {
            Assert.Empty(Changes
                .Compute(before, last, [.. entries.Skip(from).Select(e => e.Posting)])
                .Items.SelectMany(i => Grammar.FaultsOfText(Said(i.Sentence))));
            var between = entries[from..Math.Min(from + step, entries.Length)];
            foreach (var initiative in before.Initiatives.All.Keys.Where((_, i) => i % 9 == 0))
                Assert.Empty(Grammar.FaultsOfText(
                    Said(Explained(initiative, before, between, question).Summary)));
            before = before.Post(between);
        }
    }

    private static RankingExplanation Explained(
        Key initiative, Book from, ImmutableArray<Entry> between, RankingQuestion question)
    {
        var end = from.Post(between).Day;
        var walk = new RankWalk(initiative, from, [], question);
        foreach (var entry in between)
            walk.Post(entry.Posting);
        walk.GoTo(end);
        return walk.Explained();
    }
}
