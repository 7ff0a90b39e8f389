using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PortfolioLedger.Tests;

/// <summary>Ports of this machine for servers that must be told one before they start.</summary>
internal static class LoopbackPort
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>
    /// At which nobody listens: below those that connections are given by themselves, and never
    /// the same one twice.
    /// </summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 30_000);
            if (!Given.TryAdd(port, true))
                continue;
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: another one.
            }
        }
    }
}
