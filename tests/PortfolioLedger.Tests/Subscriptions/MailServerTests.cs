using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PortfolioLedger.Access;
using PortfolioLedger.Doctor;
using PortfolioLedger.Messaging;
using PortfolioLedger.Subscriptions;
using PortfolioLedger.Tests.Journaling;
using Wolverine.Runtime;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Subscriptions;

/// <summary>
/// Mails that are handed to a mail server, over real SMTP and on a real PostgreSQL.
/// </summary>
public sealed class MailServerTests
{
    private const string Both = "board@example.org, audit@example.org";

    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public async Task An_event_becomes_one_mail_over_TLS_to_all_with_a_login(string security)
    {
        using var certificate = PostOffice.SelfMade();
        using var trusted = new PostFolder();
        var file = Path.Combine(trusted.Path, "own.pem");
        await File.WriteAllTextAsync(
            file,
            certificate.ExportCertificatePem(),
            TestContext.Current.CancellationToken
        );
        await using var office = PostOffice.Open(certificate, tlsAtOnce: security == "tls");
        await using var host = await SendingLedger.StartAsync(
            more: office.Settings(security, PostOffice.Password, file));
        var portfolio = await host.OpenAsync();
        await SubscribeAsync(portfolio, Both);
        await portfolio.Do("departments", """{"key":"bruecken","name":"Brücken & Straßen 橋"}""");
        await DeliveredAsync(portfolio);

        var (mail, to) = Assert.Single(office.Taken);
        Assert.Equal(["board@example.org", "audit@example.org"], to);
        Assert.Equal("Registered the department Brücken & Straßen 橋", mail.Subject);
        Assert.Equal(
            ["board@example.org", "audit@example.org"],
            mail.To.Mailboxes.Select(m => m.Address)
        );
        Assert.Equal("ledger@example.org", Assert.Single(mail.From.Mailboxes).Address);
        Assert.Contains("alice (approver, finance)", mail.TextBody, StringComparison.Ordinal);
        var events = await portfolio.Approver.Get(
            portfolio.PathOf($"events?after={portfolio.LastPosition - 1}")
        );
        Assert.Equal($"{events.Json[0]!["id"]}.mails.capital@portfolio-ledger", mail.MessageId);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_keeps_mails_back()
    {
        using var certificate = PostOffice.SelfMade();
        await using var office = PostOffice.Open(certificate);
        await using var host = await SendingLedger.StartAsync(
            more: office.Settings("starttls", PostOffice.Password));
        var portfolio = await SubscribedAsync(host);

        Assert.Contains(
            "No secure connection",
            (await DeadAsync(portfolio, 4)).Error,
            StringComparison.Ordinal
        );
        Assert.Equal(0, office.Asked);
    }

    [Fact]
    public async Task Without_TLS_where_it_is_wanted_nothing_is_sent()
    {
        await using var office = PostOffice.Open();
        await using var host = await SendingLedger.StartAsync(more: office.Settings("starttls"));
        var portfolio = await SubscribedAsync(host);

        Assert.Contains(
            "STARTTLS",
            (await DeadAsync(portfolio, 4)).Error,
            StringComparison.Ordinal
        );
        Assert.Equal(0, office.Asked);
    }

    [Fact]
    public async Task Wrong_credentials_are_said_and_never_shown()
    {
        using var certificate = PostOffice.SelfMade();
        using var trusted = new PostFolder();
        var file = Path.Combine(trusted.Path, "own.pem");
        await File.WriteAllTextAsync(
            file,
            certificate.ExportCertificatePem(),
            TestContext.Current.CancellationToken
        );
        await using var office = PostOffice.Open(certificate);
        await using var host = await SendingLedger.StartAsync(
            more: office.Settings("starttls", "wrong-word", file)
        );
        var portfolio = await SubscribedAsync(host);

        var dead = await DeadAsync(portfolio, 4);
        Assert.Contains(
            "refused the credentials (Mail__User, Mail__Password)",
            dead.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("wrong-word", dead.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "wrong-word",
            $"{host.App.Services.GetRequiredService<MessagingSettings>()}",
            StringComparison.Ordinal
        );
        var finding = await FindingAsync(host);
        Assert.Equal(CheckStatus.Failed, finding.Status);
        Assert.Contains("refused the credentials", finding.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-word", finding.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(550, 1)]
    [InlineData(451, 4)]
    public async Task What_is_refused_for_good_is_given_up_at_once_and_else_after_the_last_attempt(
        int code, int attempts)
    {
        await using var office = PostOffice.Open();
        office.Answer = _ => code;
        await using var host = await SendingLedger.StartAsync(more: office.Settings());
        var portfolio = await SubscribedAsync(host);

        Assert.Contains(
            $"answered {code}",
            (await DeadAsync(portfolio, attempts)).Error,
            StringComparison.Ordinal
        );
        Assert.Equal((attempts, 0), (office.Asked, office.Taken.Count));
    }

    [Fact]
    public async Task What_is_refused_for_now_arrives_once_later()
    {
        await using var office = PostOffice.Open();
        office.Answer = asked => asked < 3 ? 451 : 250;
        await using var host = await SendingLedger.StartAsync(more: office.Settings());
        var portfolio = await SubscribedAsync(host);

        await Wait.UntilAsync(async () =>
            await portfolio.DeliveriesAsync("mails") is [{ Status: "delivered", Attempts: 3 }]);
        Assert.Single(office.Taken);
    }

    [Fact]
    public async Task Who_is_refused_for_good_is_named_and_the_others_get_it()
    {
        await using var office = PostOffice.Open();
        office.AnswerTo = to => to.StartsWith("audit", StringComparison.Ordinal) ? 550 : 250;
        await using var host = await SendingLedger.StartAsync(more: office.Settings());
        var portfolio = await SubscribedAsync(host, Both);

        Assert.StartsWith("Sent, but not to audit@example.org (550",
            (await DeadAsync(portfolio, 1)).Error, StringComparison.Ordinal);
        Assert.Equal(["board@example.org"], Assert.Single(office.Taken).To);
    }

    [Theory]
    [InlineData(Both, 1)]
    [InlineData("audit@example.org", 0)]
    public async Task Nobody_gets_it_twice_because_somebody_is_refused_for_now(string to, int taken)
    {
        await using var office = PostOffice.Open();
        office.AnswerTo = to => to.StartsWith("audit", StringComparison.Ordinal) ? 450 : 250;
        await using var host = await SendingLedger.StartAsync(more: office.Settings());
        var portfolio = await SubscribedAsync(host, to);

        Assert.Contains(
            "audit@example.org (450",
            (await DeadAsync(portfolio, 4)).Error,
            StringComparison.Ordinal
        );
        Assert.Equal((taken, taken), (office.Asked, office.Taken.Count));
    }

    [Fact]
    public async Task A_delivery_that_was_handed_over_twice_is_one_mail()
    {
        await using var office = PostOffice.Open();
        var gate = new TaskCompletionSource();
        office.Gate = gate.Task;
        await using var host = await SendingLedger.StartAsync(more: office.Settings());
        var portfolio = await SubscribedAsync(host);
        await Wait.UntilAsync(() => Task.FromResult(office.Asked == 1));
        var services = host.App.Services;
        await services
            .GetRequiredService<DeliverySteps>()
            .AttemptAsync(
                new("capital", "mails", portfolio.LastPosition, 0),
                new MessageBus(services.GetRequiredService<IWolverineRuntime>()),
                TestContext.Current.CancellationToken
            );
        gate.SetResult();
        await DeliveredAsync(portfolio);
        Assert.Equal((1, 1), (office.Asked, office.Taken.Count));
    }

    [Fact]
    public async Task What_was_on_its_way_arrives_after_a_restart()
    {
        await using var database = await TestCluster.CreateLedgerAsync();
        const string Slowly = "1,1,1,1,1,1,1,1,1,1";
        var port = LoopbackPort.Free();
        Dictionary<string, string?> settings;
        await using (var closed = PostOffice.Open(port: port))
            settings = closed.Settings();
        await using (
            var first = await SendingLedger.StartAsync(database, retries: Slowly, more: settings)
        )
        {
            var portfolio = await SubscribedAsync(first);
            await Wait.UntilAsync(async () =>
                await portfolio.DeliveriesAsync("mails") is [{ Attempts: >= 1 }]
            );
            Assert.Contains(
                "could not be reached",
                (await portfolio.DeliveriesAsync("mails"))[0].Error,
                StringComparison.Ordinal
            );
        }
        await using var office = PostOffice.Open(port: port);
        await using var second = await SendingLedger.StartAsync(
            database,
            retries: Slowly,
            more: settings
        );
        await DeliveredAsync(new TestPortfolio(second, "capital"));
        Assert.Single(office.Taken);
    }

    [Fact]
    public async Task The_examination_logs_in_and_sends_nothing()
    {
        await using var office = PostOffice.Open();
        await using var host = await SendingLedger.StartAsync(more: office.Settings());
        var finding = await FindingAsync(host);

        Assert.Equal(
            (CheckStatus.Ok, $"localhost:{office.Port} as nobody, from ledger@example.org"),
            (finding.Status, finding.Detail)
        );
        Assert.Equal(0, office.Asked);
    }

    [Fact]
    public async Task Without_a_mail_server_mails_are_files()
    {
        using var folder = new PostFolder();
        await using var host = await SendingLedger.StartAsync(mails: folder.Path);
        var portfolio = await SubscribedAsync(host, Both);
        await DeliveredAsync(portfolio);
        using var mail = await MimeMessage.LoadAsync(
            Assert.Single(Directory.GetFiles(folder.Path)),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            ["board@example.org", "audit@example.org"],
            mail.To.Mailboxes.Select(m => m.Address)
        );
    }

    [Fact]
    public async Task Without_server_and_folder_nobody_can_subscribe_to_mails()
    {
        await using var host = await SendingLedger.StartAsync();
        var portfolio = await host.OpenAsync();
        var reply = await portfolio.Try(
            "subscriptions",
            """{"key":"mails","delivery":{"kind":"mail","to":"board@example.org"}}"""
        );
        reply.AssertProblem(400, "invalid-fields");
        Assert.Contains("Mail__Host", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mail__From is not set", "Mail:Host=smtp.example.org")]
    [InlineData("Mail__From is ledger", "Mail:Host=smtp.example.org", "Mail:From=ledger")]
    [InlineData(
        "Mail__Host is smtp://example.org",
        "Mail:Host=smtp://example.org",
        "Mail:From=a@example.org"
    )]
    [InlineData(
        "Mail__Port is smtp",
        "Mail:Host=smtp.example.org",
        "Mail:From=a@example.org",
        "Mail:Port=smtp"
    )]
    [InlineData(
        "auto, starttls, tls, none",
        "Mail:Host=smtp.example.org",
        "Mail:From=a@example.org",
        "Mail:Security=ssl"
    )]
    [InlineData("Mail__User is set, and Mail__Host is not", "Mail:User=ledger")]
    [InlineData(
        "Mail__Password is not",
        "Mail:Host=smtp.example.org",
        "Mail:From=a@example.org",
        "Mail:User=ledger"
    )]
    [InlineData(
        "Mail__User is not",
        "Mail:Host=smtp.example.org",
        "Mail:From=a@example.org",
        "Mail:Password=word"
    )]
    [InlineData(
        "in plain text",
        "Mail:Host=smtp.example.org",
        "Mail:From=a@example.org",
        "Mail:User=ledger",
        "Mail:Password=word",
        "Mail:Security=none"
    )]
    [InlineData(
        "cannot be read",
        "Mail:Host=smtp.example.org",
        "Mail:From=a@example.org",
        "Mail:TrustedCertificates=/no/such/file.pem"
    )]
    public void Settings_that_cannot_be_meant_are_refused_at_the_start(
        string word,
        params string[] settings
    )
    {
        var builder = WebApplication.CreateBuilder([.. settings.Select(setting => "--" + setting)]);
        var refused = Assert.Throws<StartRefusedException>(() =>
            builder.AddLedger("Host=127.0.0.1")
        );
        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("=word", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Approved it", "Approved it")]
    [InlineData("Approved it\r\nBcc: eve@example.org", "Approved it  Bcc: eve@example.org")]
    public void A_subject_is_one_line(string sentence, string subject)
    {
        using var mail = new MimeMessage { Subject = LedgerMail.SubjectOf(sentence) };
        using var written = new MemoryStream();
        mail.WriteTo(written, TestContext.Current.CancellationToken);
        written.Position = 0;
        using var read = MimeMessage.Load(written, TestContext.Current.CancellationToken);

        Assert.Equal((subject, 0), (LedgerMail.SubjectOf(sentence), read.Bcc.Count));
    }

    [Fact]
    public void A_long_subject_is_cut_between_characters()
    {
        var cut = LedgerMail.SubjectOf(new string('a', 148) + "👩‍🚒 and more");

        Assert.Equal(new string('a', 148) + "…", cut);
    }

    private static async Task<TestPortfolio> SubscribedAsync(
        LedgerHost host,
        string to = "board@example.org"
    )
    {
        var portfolio = await host.OpenAsync();
        await SubscribeAsync(portfolio, to);
        await portfolio.DepartmentAsync();
        return portfolio;
    }

    private static Task SubscribeAsync(TestPortfolio portfolio, string to) =>
        portfolio.Do(
            "subscriptions",
            $$$"""
            {"key":"mails","filter":{"types":["department-registered"]},"delivery":{"kind":"mail","to":"{{{to}}}"}}
            """
        );

    private static Task DeliveredAsync(TestPortfolio portfolio) => Wait.UntilAsync(async () =>
        await portfolio.DeliveriesAsync("mails") is [{ Status: "delivered" }]);

    private static async Task<(
        long Position,
        string Status,
        int Attempts,
        string? Error
    )> DeadAsync(TestPortfolio portfolio, int attempts)
    {
        await Wait.UntilAsync(async () =>
            (await portfolio.DeliveriesAsync("mails", "?status=dead")).Count == 1);
        var dead = Assert.Single(await portfolio.DeliveriesAsync("mails"));
        Assert.Equal(attempts, dead.Attempts);
        return dead;
    }

    private static async Task<Finding> FindingAsync(LedgerHost host) =>
        (
            await host
                .App.Services.GetRequiredService<LedgerDiagnostics>()
                .ExamineAsync((_, _, _) => { }, TestContext.Current.CancellationToken)
        ).Checks.Single(c => c.Check == "mail");
}
