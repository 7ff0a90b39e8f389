using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Access;

namespace PortfolioLedger.Messaging;

/// <summary>What an operator can say about scheduled reports and subscriptions.</summary>
/// <param name="Run">Whether this node makes scheduled reports and sends to subscribers.</param>
/// <param name="AllowLoopback">Whether webhooks may go to this machine; Development only.</param>
/// <param name="MailFolder">Where mails are put; null when there is no such folder.</param>
/// <param name="MailFrom">Who sends them.</param>
/// <param name="Retries">How long to wait after each failed attempt; after the last it is given up.</param>
/// <param name="Poll">How often the journal and the clock are looked at.</param>
public sealed record MessagingSettings(
    bool Run, bool AllowLoopback, string? MailFolder, string MailFrom, ImmutableArray<TimeSpan> Retries,
    TimeSpan Poll)
{
    /// <summary>The name of the setting that turns a node off.</summary>
    public const string RunSetting = "Messaging:Run";

    /// <summary>As Standard Webhooks advises: five seconds first, then longer, for three days.</summary>
    private const string UsualRetries = "5,300,1800,7200,18000,36000,50400,72000,86400";

    /// <summary>Reads the settings; a <see cref="StartRefusedException"/> says what is wrong.</summary>
    public static MessagingSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var loopback = configuration.GetValue("Subscriptions:AllowLoopback", false);
        if (loopback && !environment.IsDevelopment())
            throw new StartRefusedException(
                "Subscriptions__AllowLoopback lets webhooks reach this machine, so it is only for Development, "
                + $"not for {environment.EnvironmentName}. Unset it.");
        var folder = configuration["Subscriptions:MailFolder"];
        if (!string.IsNullOrEmpty(folder) && !Directory.Exists(folder))
            throw new StartRefusedException(
                $"Subscriptions__MailFolder is {folder}, and there is no such directory. Make it, or unset it.");
        return new(configuration.GetValue(RunSetting, true), loopback,
            string.IsNullOrEmpty(folder) ? null : folder,
            configuration["Subscriptions:MailFrom"] ?? "portfolio-ledger@localhost",
            RetriesOf(configuration["Subscriptions:Retries"] ?? UsualRetries),
            TimeSpan.FromMilliseconds(configuration.GetValue("Messaging:PollMilliseconds", 1_000)));
    }

    private static ImmutableArray<TimeSpan> RetriesOf(string text) => [.. text.Split(',').Select(part =>
        double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw new StartRefusedException(
                $"Subscriptions__Retries is {text}; it must be seconds parted by commas, like 5,300,1800."))];
}
