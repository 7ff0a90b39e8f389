using PortfolioLedger.Core.Initiatives;
using PortfolioLedger.Core.Reports;
using static PortfolioLedger.Core.Tests.Sample;

namespace PortfolioLedger.Core.Tests.Reports;

public sealed class SubscriptionTests
{
    private static readonly Key Hook = Key.Parse("hook");
    private static readonly EventDelivery ByFeed = new(DeliveryKind.Feed);

    [Fact]
    public void Everything_is_sent_unless_a_filter_says_otherwise() =>
        Given.APortfolio().When(new Subscribe(Hook, ByFeed))
            .Then(new SubscriptionStarted(Hook, new(), ByFeed));

    [Fact]
    public void A_subscription_ends_once()
    {
        var started = Given.APortfolio().With(new Subscribe(Hook, ByFeed));
        Assert.Equal(2, started.Book.Reports.Subscriptions[Hook].Position);
        started.When(new Unsubscribe(Hook)).Then(new SubscriptionEnded(Hook));
        started
            .With(new Unsubscribe(Hook))
            .When(new Unsubscribe(Hook))
            .ThenRefused("subscription-ended");
        started.When(new Unsubscribe(Nobody)).ThenRefused("unknown-subscription");
    }

    [Fact]
    public void A_filter_lets_through_what_fits_in_every_respect()
    {
        var journal = Given.AnInitiative(Stage.Submitted);
        Assert.Equal(journal.Entries.Length, Count(journal, new()));
        Assert.Equal(
            journal.Entries.Count(e => e.Fact is IGrounded),
            Count(journal, new(DecisionsOnly: true))
        );
        Assert.Equal(1, Count(journal, new(Types: ["initiative-submitted"])));
        Assert.Equal(
            2,
            Count(journal, new(Types: ["initiative-submitted", "initiative-proposed"]))
        );
        Assert.Equal(
            journal.Entries.Count(e => e.Fact.Subjects().Contains(About(Croton))),
            Count(journal, new(Subjects: [About(Croton), About(Nobody)]))
        );
        Assert.Equal(0, Count(journal, new(Types: ["initiative-submitted"], DecisionsOnly: true)));
    }

    [Fact]
    public void A_department_is_that_of_the_actor()
    {
        var entry = Given.APortfolio().Entries[0];
        var finance = entry with { Actor = entry.Actor with { Department = "finance" } };
        var filter = new EventFilter(Departments: ["finance", "works"]);
        Assert.True(filter.Matches(finance));
        Assert.False(
            filter.Matches(entry with { Actor = entry.Actor with { Department = "legal" } })
        );
        Assert.False(filter.Matches(entry with { Actor = entry.Actor with { Department = null } }));
    }

    [Fact]
    public void Fields_are_named_when_they_are_wrong()
    {
        Faulty.At(new Subscribe(Hook, ByFeed, new(["initiative-sumbitted"], [], [" "])),
            "/filter/types/0", "/filter/departments/0", "/filter/subjects");
        Faulty.At(new Subscribe(Hook, new(DeliveryKind.Feed, "https://example.org", "a@b")),
            "/delivery/url", "/delivery/to");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("hooks")]
    [InlineData("ftp://example.org/")]
    [InlineData("https://user:secret@example.org/")]
    [InlineData("https://example.org/#part")]
    [InlineData("https://")]
    public void A_webhook_needs_a_plain_address(string? url) =>
        Faulty.At(new Subscribe(Hook, new(DeliveryKind.Webhook, url)), "/delivery/url");

    [Theory]
    [InlineData(null)]
    [InlineData("board")]
    [InlineData("a@b@c")]
    [InlineData("Board <board@example.org>")]
    [InlineData("a@example.org, b@example.org")]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    public void A_mail_needs_one_plain_mailbox(string? to) =>
        Faulty.At(new Subscribe(Hook, new(DeliveryKind.MailFile, To: to)), "/delivery/to");

    [Theory]
    [InlineData("board@example.org", true)]
    [InlineData("a@example.org, b@example.org,c@example.org", true)]
    [InlineData(null, false)]
    [InlineData("a@example.org,", false)]
    [InlineData("a@example.org, Board <board@example.org>", false)]
    [InlineData("a@example.org\r\n, b@example.org", false)]
    [InlineData("a@example.org, b@example.org\r\nBcc: c@example.org", false)]
    public void A_mail_goes_to_plain_mailboxes_parted_by_commas(string? to, bool isTaken) =>
        Faulty.At(
            new Subscribe(Hook, new(DeliveryKind.Mail, To: to)),
            isTaken ? [] : ["/delivery/to"]
        );

    [Fact]
    public void A_mail_goes_to_twenty_at_most_and_to_each_once()
    {
        var twenty = string.Join(", ", Enumerable.Range(1, 20).Select(n => $"a{n}@example.org"));

        Faulty.At(new Subscribe(Hook, new(DeliveryKind.Mail, To: twenty + ",A1@example.org")));
        Faulty.At(
            new Subscribe(Hook, new(DeliveryKind.Mail, To: twenty + ",b@example.org")),
            "/delivery/to"
        );
    }

    private static int Count(Journal journal, EventFilter filter) =>
        journal.Entries.Count(filter.Matches);
}
