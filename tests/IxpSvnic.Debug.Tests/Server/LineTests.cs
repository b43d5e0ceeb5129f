using System.Net;
using System.Net.Sockets;
using IxpSvnic.Debug.Server;

namespace IxpSvnic.Debug.Tests.Server;

[TestClass]
public sealed class LineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [TestMethod]
    public void Debuggers_come_speak_and_go_one_after_the_other()
    {
        using TcpDebuggerLink link = new(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.AreNotEqual(0, link.Endpoint.Port);
        for (byte i = 1; i <= 2; i++)
        {
            using TcpClient client = new();
            client.Connect(link.Endpoint);
            Assert.AreEqual(LinkEventKind.Connected, Next(link).Kind);
            client.GetStream().Write([i]);
            CollectionAssert.AreEqual(new[] { i }, Next(link).Bytes);
            link.Send([7, i]);
            byte[] answer = new byte[2];
            client.GetStream().ReadExactly(answer);
            CollectionAssert.AreEqual(new byte[] { 7, i }, answer);
            client.Close();
            Assert.AreEqual(LinkEventKind.Disconnected, Next(link).Kind);
            link.Send([1]);
        }
    }

    [TestMethod]
    public void What_was_sent_before_the_end_arrives()
    {
        TcpDebuggerLink link = new(new IPEndPoint(IPAddress.Loopback, 0));
        using TcpClient client = new();
        client.Connect(link.Endpoint);
        Assert.AreEqual(LinkEventKind.Connected, Next(link).Kind);
        link.Send("$W00#b7"u8.ToArray());
        Thread closing = new(link.Dispose);
        closing.Start();
        byte[] answer = new byte[7];
        client.GetStream().ReadExactly(answer);
        Assert.AreEqual(0, client.GetStream().Read(answer));
        client.Close();
        Assert.IsTrue(closing.Join(Long));
    }

    [TestMethod]
    public void A_port_in_use_is_an_error_with_its_name()
    {
        using TcpDebuggerLink link = new(new IPEndPoint(IPAddress.Loopback, 0));
        IOException e = Assert.ThrowsExactly<IOException>(() => new TcpDebuggerLink(link.Endpoint));
        Assert.StartsWith($"--gdb: cannot listen on {link.Endpoint}", e.Message);
    }

    private static LinkEvent Next(TcpDebuggerLink link)
    {
        Assert.IsTrue(link.TryTake(Long, out LinkEvent next));
        return next;
    }
}
