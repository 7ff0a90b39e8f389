using System.Net;
using Microsoft.AspNetCore.Builder;
using PortfolioLedger.Access;
using PortfolioLedger.Subscriptions;
using PortfolioLedger.Tests.Http.Commands;

namespace PortfolioLedger.Tests.Subscriptions;

/// <summary>Where webhooks may go.</summary>
public sealed class WebhookTargetTests(SharedLedger ledger)
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("1.1.1.1", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.8.9.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    public void An_address_is_public_or_not(string address, bool isPublic) =>
        Assert.Equal(isPublic, WebhookTargets.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1:9/hooks", "not a public address")]
    [InlineData("https://localhost/hooks", "not a public address")]
    [InlineData("https://10.1.2.3/hooks", "not a public address")]
    [InlineData("https://[::1]/hooks", "not a public address")]
    [InlineData("https://[::ffff:192.168.0.1]/hooks", "not a public address")]
    [InlineData("https://169.254.169.254/latest/meta-data", "not a public address")]
    [InlineData("https://2130706433/", "not a public address")]
    [InlineData("http://8.8.8.8/hooks", "https")]
    [InlineData("https://nowhere.invalid/hooks", "cannot be found")]
    public async Task A_webhook_to_another_address_is_refused_by_name(string url, string word)
    {
        var portfolio = await ledger.OpenAsync();
        var reply = await portfolio.Try("subscriptions",
            $$$"""{"key":"hook","delivery":{"kind":"webhook","url":"{{{url}}}"}}""");
        reply.AssertProblem(400, "invalid-fields");
        Assert.Equal(["/delivery/url"], reply.Pointers());
        Assert.Contains(word, reply.Fault("/delivery/url"), StringComparison.Ordinal);
        await portfolio.AssertNothingStoredAsync();
    }

    [Fact]
    public async Task Without_a_mail_folder_there_are_no_mails()
    {
        var portfolio = await ledger.OpenAsync();
        var reply = await portfolio.Try("subscriptions",
            """{"key":"mail","delivery":{"kind":"mail-file","to":"board@example.org"}}""");
        Assert.Equal(["/delivery/kind"], reply.Pointers());
        await portfolio.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData("--Subscriptions:AllowLoopback=true", "Development")]
    [InlineData("--Subscriptions:MailFolder=/no/such/folder", "no such directory")]
    [InlineData("--Subscriptions:Retries=soon", "seconds")]
    public void Settings_that_cannot_be_meant_are_refused_at_the_start(string setting, string word)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Production", Args = [setting] }
        );
        var refused = Assert.Throws<StartRefusedException>(() =>
            builder.AddLedger("Host=127.0.0.1")
        );
        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
    }
}
