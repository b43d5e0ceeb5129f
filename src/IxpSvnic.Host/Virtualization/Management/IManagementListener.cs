namespace IxpSvnic.Host.Virtualization.Management;

/// <summary>Is told how the device's control plane does.</summary>
public interface IManagementListener
{
    /// <summary>The control plane takes calls from now on.</summary>
    void OnReady();

    void OnReply(ManagementReply reply);

    /// <summary>The control plane did not come up; the text says what it said.</summary>
    void OnBootFailure(string reason);
}
