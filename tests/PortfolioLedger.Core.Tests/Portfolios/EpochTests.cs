using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Portfolios;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Portfolios;

/// <summary>A restore is acknowledged and opens the next epoch; a key is rotated.</summary>
public sealed class EpochTests
{
    private static readonly Subject Portfolio = new(SubjectKind.Portfolio, Capital);

    private static Journal Opened => Given.AScoringModel();

    [Fact]
    public void A_restore_that_is_acknowledged_opens_the_next_epoch()
    {
        var recorded = Opened.When(new AcknowledgeRestore(12, Signed("capital", 1, 40), Why))
            .Then(new LedgerRestored(Capital, 2, 12, Signed("capital", 1, 40), Why)).Recorded();

        Assert.Equal(2, recorded.Book.Epoch);
        Assert.Equal(1, Opened.Book.Epoch);
    }

    [Fact]
    public void Entries_are_of_the_epoch_that_is_open_when_they_are_recorded()
    {
        var outcome = Assert.IsType<SubmissionOutcome.Accepted>(Decider.Trial.Decide(
            Opened.Book, new(
                [
                    new Core.Departments.RegisterDepartment(Key.Parse("a"), "A"),
                    new AcknowledgeRestore(12, Signed("capital", 1, 40), Why),
                    new Core.Departments.RegisterDepartment(Key.Parse("b"), "B"),
                ], new Caller(new Actor("ada", Role.Administrator)), new(Opened.Now))));

        Assert.Equal([1, 2, 2], outcome.Entries.Select(e => e.Epoch));
    }

    [Fact]
    public void An_epoch_that_was_lost_with_what_was_signed_of_it_is_not_opened_again() =>
        Assert.Equal(4, Opened.When(new AcknowledgeRestore(12, Signed("capital", 3, 40), Why))
            .Recorded().Book.Epoch);

    [Theory]
    [InlineData("")]
    [InlineData("capital/1\n40\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    public void What_is_no_checkpoint_is_not_acknowledged(string note) => Opened
        .When(new AcknowledgeRestore(12, note, Why))
        .ThenRefused("checkpoint-of-another-log", Portfolio);

    [Fact]
    public void A_checkpoint_of_another_portfolio_is_not_acknowledged() => Opened
        .When(new AcknowledgeRestore(12, Signed("other", 1, 40), Why))
        .ThenRefused("checkpoint-of-another-log", Portfolio);

    [Fact]
    public void An_archived_portfolio_is_acknowledged_too() =>
        Assert.Equal(2, Opened.With(new ArchivePortfolio(Why))
            .When(new AcknowledgeRestore(12, Signed("capital", 1, 40), Why)).Recorded().Book.Epoch);

    [Fact]
    public void A_key_is_rotated_to_another_one()
    {
        Opened.When(new RotateLogKey("former", "current", Why))
            .Then(new LogKeyRotated(Capital, "former", "current", Why));
        Opened.When(new RotateLogKey("same", "same", Why))
            .ThenRefused("log-key-unchanged", Portfolio);
    }

    [Fact]
    public void Neither_takes_a_day_of_its_own()
    {
        var dated = Why with { EffectiveOn = Start };

        Assert.Single(new AcknowledgeRestore(1, "", dated).Faults());
        Assert.Single(new RotateLogKey("a", "b", dated).Faults());
    }

    private static string Signed(string portfolio, int epoch, long size)
    {
        var origin = new LogOrigin("ledger.example.com", portfolio, epoch).ToString();
        using var key = new SigningKey(origin, SignatureKind.Ed25519, new byte[32]);
        return SignedNote.Sign(
            new Checkpoint(origin, size, MerkleHash.OfNothing).Text, key).ToString();
    }
}
