using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using PortfolioLedger.Messaging;

namespace PortfolioLedger.Subscriptions;

/// <summary>
/// Which addresses webhooks may go to: public ones. The ledger stands inside a network that
/// subscribers must not reach through it, so a name is resolved, every address it has is judged,
/// and the connection goes to the very address that was judged.
/// </summary>
public sealed class WebhookTargets(MessagingSettings settings)
{
    private static readonly ImmutableArray<IPNetwork> NotPublic =
    [
        .. (
            (string[])
                [
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/128",
                    "::1/128",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8",
                ]
        ).Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>Whether an address can be reached from everywhere.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        else if (Translated.Contains(address))
            address = new IPAddress(address.GetAddressBytes().AsSpan(12));
        return !NotPublic.Any(network => network.Contains(address));
    }

    /// <summary>What is wrong with the address of a webhook; null when it may be used.</summary>
    public async Task<string?> FaultAsync(Uri address, CancellationToken cancel)
    {
        IPAddress[] found;
        try
        {
            found = await ResolveAsync(address.IdnHost, cancel);
        }
        catch (SocketException)
        {
            return $"names the host {address.Host}, which cannot be found";
        }
        if (found.FirstOrDefault(a => !MayUse(a)) is { } inside)
            return $"leads to {inside}, which is not a public address; webhooks go to public "
                + "addresses alone";
        return address.Scheme == Uri.UriSchemeHttps || found.All(IPAddress.IsLoopback) ? null
            : "must begin with https";
    }

    /// <summary>
    /// Connects to an address of a host that was judged; refused when one of them is not public.
    /// </summary>
    internal async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancel)
    {
        var found = await ResolveAsync(host.Host, cancel);
        if (found.FirstOrDefault(a => !MayUse(a)) is { } inside)
            throw new WebhookRefusedException(
                $"{host.Host} leads to {inside}, which is not a public address"
            );
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, host.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool MayUse(IPAddress address) =>
        IsPublic(address) || (settings.AllowLoopback && IPAddress.IsLoopback(address));

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancel);
}

/// <summary>A webhook would go where none may go.</summary>
internal sealed class WebhookRefusedException(string message) : Exception(message);
