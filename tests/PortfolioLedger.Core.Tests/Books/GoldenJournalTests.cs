using System.Text;
using PortfolioLedger.Core.AuditLog;
using Xunit;

namespace PortfolioLedger.Core.Tests.Books;

/// <summary>BookSnapshots of a fold are only good as long as the fold stays what it was.</summary>
public sealed class GoldenJournalTests
{
    /// <summary>
    /// Of the golden journal's book. Change it only together with the fold version.
    /// </summary>
    private const string Digest =
        "book/14:sha256:6a90a28b430d58f14208d8bb882ce1a39309b3ec4265fc9d0f32ccce93962869";

    [Fact]
    public void The_golden_journal_folds_into_the_same_book_as_ever()
    {
        var digest = BookDigest.Compute(Book.Empty(History.Portfolio).Post(GoldenJournal.Entries));

        Assert.True(digest == Digest,
            $"""
            The golden journal folds into {digest},
            but fold version {Book.FoldVersion} gave {Digest}.
            Stored snapshots no longer fit the fold: raise Book.FoldVersion and store the new
            digest here. If nothing about the fold or the book was meant to change, it is a bug.
            """);
    }

    [Fact]
    public void The_golden_journal_holds_every_kind_of_fact_of_the_first_release()
    {
        Assert.Equal(52, GoldenJournal.Lines.Select(l => l.Type).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 67).Select(p => (long)p),
            GoldenJournal.Entries.Select(e => e.Position));
    }

    [Fact]
    public void A_fact_is_stored_as_it_was_read()
    {
        foreach (var (entry, type, data) in GoldenJournal.Lines)
        {
            Assert.Equal(type, Catalogue.KindOf(entry.Fact).Name);
            Assert.Equal(
                Canonical(Encoding.UTF8.GetBytes(data)),
                Canonical(Catalogue.Write(entry.Fact))
            );
        }
    }

    [Fact]
    public void Every_fact_can_be_said_in_a_sentence_about_its_subjects()
    {
        var book = Book.Empty(History.Portfolio);
        foreach (var entry in GoldenJournal.Entries)
        {
            book = book.Post(entry);
            Assert.False(string.IsNullOrWhiteSpace(entry.Fact.Sentence(book)));
            Assert.NotEmpty(entry.Fact.Subjects());
            Assert.All(entry.Fact.Subjects(), s =>
                Assert.True(book.Has(s), $"{s} at {entry.Position}")
            );
        }
    }

    [Fact]
    public void The_golden_book_comes_back_from_a_snapshot_at_any_position()
    {
        var whole = Book.Empty(History.Portfolio).Post(GoldenJournal.Entries);
        for (var position = 0; position <= GoldenJournal.Lines.Count; position++)
        {
            var kept = Book.Empty(History.Portfolio).Post(GoldenJournal.Entries.Take(position));
            var resumed = BookSnapshots.RoundTrip(kept).Post(GoldenJournal.Entries.Skip(position));

            Assert.Equal(BookDigest.Compute(whole), BookDigest.Compute(resumed));
        }
    }

    private static string Canonical(byte[] json) =>
        Encoding.UTF8.GetString(CanonicalJson.Encode(json));
}
