using IxpSvnic.Wire.Tests.Foreign;

namespace IxpSvnic.Wire.Tests.Live;

/// <summary>
/// Runs a test again, as a process of its own in a fresh network namespace that holds one veth pair, or where libpcap
/// is
/// hidden: the test calls this first and goes on only if told that it is inside.
/// </summary>
internal static class OwnNetwork
{
    public const string Near = "vnear0";
    public const string Far = "vfar0";
    private const string InsideVariable = "IXPSVNIC_TEST_INSIDE";

    // A namespace of its own goes away with the process, whatever happens to it.
    private const string VethScript = $"""
        set -e
        sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
        ip link add {Near} type veth peer name {Far}
        for end in {Near} {Far}; do
            ethtool -K $end tx off tso off gso off gro off >/dev/null
            ip link set $end mtu 9000 up
        done
        """;

    private const string HiddenLibraryScript = """
        set -e
        mount --make-rprivate /
        for library in $(ldconfig -p | awk '/libpcap\.so/ { print $NF }' | xargs -r readlink -f | sort -u); do
            mount --bind /dev/null $library
        done
        """;

    /// <summary>True inside the namespace; outside, runs the named test there and returns false.</summary>
    public static bool EnterWithVeth(string testName) => Enter("--net", VethScript, testName);

    /// <summary>True where libpcap is hidden; outside, runs the named test there and returns false.</summary>
    public static bool EnterWithoutLibPcap(string testName) => Enter("--mount", HiddenLibraryScript, testName);

    private static bool Enter(string namespaces, string script, string testName)
    {
        if (Environment.GetEnvironmentVariable(InsideVariable) is not null)
        {
            return true;
        }

        foreach (string tool in new[] { "ip", "ethtool" })
        {
            ForeignTool.TryRun(tool, tool == "ip" ? "iproute2" : tool, "--version");
        }

        string assembly = typeof(OwnNetwork).Assembly.Location;
        (int code, string output, string error) = ForeignTool.TryRun(
            "unshare",
            "util-linux",
            namespaces,
            "bash",
            "-c",
            $"{script}\nexport {InsideVariable}=1\n"
                + $"exec dotnet exec '{assembly}' --filter 'FullyQualifiedName~{testName}' --progress off");
        Assert.AreEqual(0, code, $"inside (needs root):\n{output}\n{error}");
        return false;
    }
}
