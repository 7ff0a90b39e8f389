using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace PortfolioLedger.Faults;

/// <summary>A client that sends a byte a second and reads nothing.</summary>
/// <param name="What">In which way it is slow, for the report.</param>
/// <param name="Count">How many there are of it.</param>
/// <param name="Within">The server must have had enough of it by then, on a busy machine.</param>
/// <param name="Begins">What it sends at once.</param>
internal sealed record SlowClient(string What, int Count, TimeSpan Within, string Begins)
{
    /// <summary>How long it took until the server closed its connection.</summary>
    public async Task<TimeSpan> CutOffAsync(Uri address, CancellationToken cancel)
    {
        var since = Stopwatch.StartNew();
        try
        {
            using var client = new TcpClient { ReceiveBufferSize = 4096 };
            await client.ConnectAsync(address.Host, address.Port, cancel);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Begins), cancel);
            while (since.Elapsed < Within)
            {
                await client.GetStream().WriteAsync(" "u8.ToArray(), cancel);
                await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            // A connection that was closed takes nothing more.
            return since.Elapsed;
        }
        return since.Elapsed;
    }
}
