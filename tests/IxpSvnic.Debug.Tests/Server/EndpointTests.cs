using System.Net;
using IxpSvnic.Debug.Server;

namespace IxpSvnic.Debug.Tests.Server;

[TestClass]
public sealed class EndpointTests
{
    [TestMethod]
    [DataRow("127.0.0.1:3333", "127.0.0.1:3333")]
    [DataRow("localhost:0", "127.0.0.1:0")]
    [DataRow("127.1.2.3:65535", "127.1.2.3:65535")]
    [DataRow("[::1]:1", "[::1]:1")]
    public void Loopback_addresses_are_taken(string text, string expected) =>
        Assert.AreEqual(IPEndPoint.Parse(expected), DebugEndpoint.Parse(text));

    [TestMethod]
    [DataRow("0.0.0.0:3333")]
    [DataRow("192.168.1.1:3333")]
    [DataRow("127.0.0.1")]
    [DataRow("127.0.0.1:65536")]
    [DataRow("127.0.0.1:-1")]
    [DataRow(":3333")]
    [DataRow("example:1")]
    [DataRow("")]
    public void Anything_else_is_refused_by_name(string text)
    {
        FormatException e = Assert.ThrowsExactly<FormatException>(() => DebugEndpoint.Parse(text));
        Assert.StartsWith("--gdb: '", e.Message);
    }
}
