using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Subscriptions;

/// <summary>
/// The secrets with which webhooks are signed, one for each subscription. They follow from a key
/// of this ledger that is kept beside the journal, so that no event ever holds one.
/// </summary>
public sealed class WebhookSecrets(NpgsqlDataSource source) : IReceiptSecrets
{
    private byte[]? _key;

    /// <summary>The secret of the subscription that began with the event at a position.</summary>
    public async Task<byte[]> OfAsync(
        Key portfolio, Key subscription, long position, CancellationToken cancel) =>
        HMACSHA256.HashData(await KeyAsync(cancel), Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{portfolio}/{subscription}/{position}")));

    /// <summary>
    /// What the receipt of each command shows: <c>whsec_</c> and base64 for a new webhook, null for
    /// everything else.
    /// </summary>
    public async Task<string?[]> ShownAsync(
        Key portfolio,
        ImmutableArray<ICommand> commands,
        Answer.Receipt receipt,
        CancellationToken cancel
    )
    {
        var shown = new string?[commands.Length];
        var first = 0;
        foreach (var (i, count) in receipt.Commands.Index())
        {
            if (commands[i] is Subscribe { Delivery.Kind: DeliveryKind.Webhook } subscribe)
                shown[i] = "whsec_" + Convert.ToBase64String(await OfAsync(
                    portfolio, subscribe.Key, receipt.Events[first].Position, cancel));
            first += count;
        }
        return shown;
    }

    private async ValueTask<byte[]> KeyAsync(CancellationToken cancel)
    {
        if (_key is { } known)
            return known;
        await using var command = source.CreateCommand(
            "select value from ledger.secret where name = 'webhook'"
        );
        return _key = (byte[])(await command.ExecuteScalarAsync(cancel))!;
    }
}
