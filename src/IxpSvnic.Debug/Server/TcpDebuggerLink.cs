using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace IxpSvnic.Debug.Server;

/// <summary>
/// Debuggers over TCP. A thread of its own accepts one after the other and queues what they send; it touches nothing of the
/// simulation.
/// </summary>
public sealed class TcpDebuggerLink : IDebuggerLink
{
    private static readonly TimeSpan GraceTime = TimeSpan.FromSeconds(1);

    private readonly TcpListener _listener;
    private readonly BlockingCollection<LinkEvent> _events = [];
    private readonly Lock _lock = new();
    private readonly Thread _thread;
    private TcpClient? _client;
    private volatile bool _isClosing;

    /// <summary>Listens; an <see cref="IOException"/> says why it cannot.</summary>
    public TcpDebuggerLink(IPEndPoint endpoint)
    {
        _listener = new TcpListener(endpoint);
        try
        {
            _listener.Start(backlog: 1);
        }
        catch (SocketException e)
        {
            _listener.Dispose();
            throw new IOException($"--gdb: cannot listen on {endpoint}: {e.Message}", e);
        }

        Endpoint = (IPEndPoint)_listener.LocalEndpoint;
        _thread = new Thread(Listen) { IsBackground = true, Name = "gdb" };
        _thread.Start();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint { get; }

    /// <inheritdoc/>
    public bool TryTake(TimeSpan wait, out LinkEvent next) => _events.TryTake(out next, wait);

    /// <inheritdoc/>
    public void Send(byte[] bytes)
    {
        TcpClient? client;
        lock (_lock)
        {
            client = _client;
        }

        try
        {
            client?.GetStream().Write(bytes);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The listening thread finds the connection gone and says so.
        }
    }

    /// <summary>Lets the debugger read what has been sent and hang up, then closes.</summary>
    public void Dispose()
    {
        _isClosing = true;
        _listener.Stop();
        lock (_lock)
        {
            try
            {
                _client?.Client.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // It has hung up already.
            }
        }

        if (!_thread.Join(GraceTime))
        {
            lock (_lock)
            {
                _client?.Close();
            }

            _thread.Join();
        }

        _listener.Dispose();
        _events.Dispose();
    }

    private void Listen()
    {
        while (!_isClosing)
        {
            try
            {
                using TcpClient client = _listener.AcceptTcpClient();
                client.NoDelay = true;
                Serve(client);
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException && _isClosing)
            {
                return;
            }
            catch (SocketException)
            {
                // A debugger that gave up before it was served.
            }
        }
    }

    private void Serve(TcpClient client)
    {
        lock (_lock)
        {
            _client = client;
        }

        _events.Add(new LinkEvent(LinkEventKind.Connected, []));
        byte[] buffer = new byte[4096];
        try
        {
            NetworkStream stream = client.GetStream();
            for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
            {
                _events.Add(new LinkEvent(LinkEventKind.Data, buffer[..count]));
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // Reset by the other side, or closed by ours: both are its end.
        }

        lock (_lock)
        {
            _client = null;
        }

        _events.Add(new LinkEvent(LinkEventKind.Disconnected, []));
    }
}
