namespace IxpSvnic.Debug.Server;

/// <summary>Debuggers that come, speak and go, one at a time; their bytes wait until the simulating thread takes them.</summary>
public interface IDebuggerLink : IDisposable
{
    /// <summary>The next thing that happened, waiting for it at most so long in real time.</summary>
    bool TryTake(TimeSpan wait, out LinkEvent next);

    /// <summary>Sends to the debugger that is connected; to nobody if none is.</summary>
    void Send(byte[] bytes);
}
