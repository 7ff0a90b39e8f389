using System.Collections.Immutable;
using System.Globalization;
using PortfolioLedger.Access;

namespace PortfolioLedger.Messaging;

/// <summary>What an operator can say about scheduled reports and subscriptions.</summary>
/// <param name="Run">Whether this node makes scheduled reports and sends to subscribers.</param>
/// <param name="AllowLoopback">Whether webhooks may go to this machine; Development only.</param>
/// <param name="Mail">How mails leave the ledger.</param>
/// <param name="Retries">
/// How long to wait after each failed attempt; after the last it is given up.
/// </param>
/// <param name="Poll">How often the journal and the clock are looked at.</param>
public sealed record MessagingSettings(
    bool Run,
    bool AllowLoopback,
    MailSettings Mail,
    ImmutableArray<TimeSpan> Retries,
    TimeSpan Poll
)
{
    /// <summary>The name of the setting that turns a node off.</summary>
    public const string RunSetting = "Messaging:Run";

    /// <summary>
    /// As Standard Webhooks advises: five seconds first, then longer, for three days.
    /// </summary>
    private const string UsualRetries = "5,300,1800,7200,18000,36000,50400,72000,86400";

    /// <summary>
    /// Reads the settings; a <see cref="StartRefusedException"/> says what is wrong.
    /// </summary>
    public static MessagingSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var loopback = configuration.GetValue("Subscriptions:AllowLoopback", false);
        if (loopback && !environment.IsDevelopment())
            throw new StartRefusedException(
                "Subscriptions__AllowLoopback lets webhooks reach this machine, so it is only for "
                    + $"Development, not for {environment.EnvironmentName}. Unset it."
            );
        return new(
            configuration.GetValue(RunSetting, true),
            loopback,
            MailSettings.Read(configuration),
            RetriesOf(configuration["Subscriptions:Retries"] ?? UsualRetries),
            TimeSpan.FromMilliseconds(configuration.GetValue("Messaging:PollMilliseconds", 1_000)));
    }

    /// <summary>Whether an attempt after so many others is the last.</summary>
    public bool IsLast(int attempts) => attempts >= Retries.Length;

    /// <summary>What comes of an attempt, and how long the next one waits; null for none.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="attempts">How many there were before it.</param>
    internal (DeliveryStatus Status, TimeSpan? Wait) After(Attempt attempt, int attempts) =>
        attempt.Error is null ? (DeliveryStatus.Delivered, null)
        : attempt.IsFinal || IsLast(attempts) ? (DeliveryStatus.Dead, null)
        : (DeliveryStatus.Pending, Retries[attempts]);

    private static ImmutableArray<TimeSpan> RetriesOf(string text) =>
        [
            .. text.Split(',')
                .Select(part =>
                    double.TryParse(
                        part,
                        NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture,
                        out var seconds
                    )
                        ? TimeSpan.FromSeconds(seconds)
                        : throw new StartRefusedException(
                            $"Subscriptions__Retries is {text}; it must be comma-separated "
                                + "seconds, like 5,300,1800."
                        )
                ),
        ];
}
