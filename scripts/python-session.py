"""What a program with Azure's Python libraries does, against the mock: deploy, read, change, delete.

Takes the mock's facts as JSON in its one argument, and says of each step whether it went as it should.
"""
import json
import sys

from azure.core.exceptions import ClientAuthenticationError, HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.mgmt.compute import ComputeManagementClient
from azure.mgmt.keyvault import KeyVaultManagementClient
from azure.mgmt.network import NetworkManagementClient
from azure.mgmt.resource import ResourceManagementClient
from azure.mgmt.storage import StorageManagementClient

mock = json.loads(sys.argv[1])
arm = mock["arm"]
counts = {"passed": 0, "failed": 0}


def check(title, right, found=None):
    counts["passed" if right else "failed"] += 1
    print(f"{'passed' if right else 'FAILED'}  {title}{'' if right else f': {found!r}'}", flush=True)


def refused(title, kind, act):
    try:
        check(title, False, act())
    except kind as error:
        check(title, True, error)


def signed_in(secret):
    return ClientSecretCredential(
        mock["tenantId"], mock["clientId"], secret, authority=arm, instance_discovery=False
    )


def client(kind, **more):
    return kind(
        signed_in(mock["clientSecret"]),
        mock["subscriptionId"],
        base_url=arm,
        credential_scopes=[f"{arm}/.default"],
        polling_interval=0.05,
        **more,
    )


refused(
    "a wrong secret is refused",
    ClientAuthenticationError,
    lambda: signed_in("wrong").get_token(f"{arm}/.default"),
)

resources = client(ResourceManagementClient)
group = resources.resource_groups.create_or_update("python", {"location": "westus2", "tags": {"by": "sdk"}})
check("a group is created", group.properties.provisioning_state == "Succeeded", group)
check("a group is there", resources.resource_groups.check_existence("python"))
check("another is not", not resources.resource_groups.check_existence("nobody"))
check("groups are listed", [each.name for each in resources.resource_groups.list()] == ["python"])
refused("a missing group is 404", ResourceNotFoundError, lambda: resources.resource_groups.get("nobody"))

template = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "parameters": {"password": {"type": "securestring"}},
    "resources": [
        {
            "type": "Microsoft.Network/virtualNetworks",
            "apiVersion": "2022-07-01",
            "name": "hall",
            "location": "[resourceGroup().location]",
            "properties": {
                "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]},
                "subnets": [{"name": "web", "properties": {"addressPrefix": "10.0.0.0/24"}}],
            },
        },
        {
            "type": "Microsoft.Compute/virtualMachineScaleSets",
            "apiVersion": "2022-08-01",
            "name": "fleet",
            "location": "[resourceGroup().location]",
            "dependsOn": ["[resourceId('Microsoft.Network/virtualNetworks', 'hall')]"],
            "sku": {"name": "Standard_B2s", "capacity": 2},
            "properties": {
                "overprovision": False,
                "upgradePolicy": {"mode": "Manual"},
                "virtualMachineProfile": {
                    "osProfile": {
                        "computerNamePrefix": "fleet",
                        "adminUsername": "keeper",
                        "adminPassword": "[parameters('password')]",
                    },
                    "storageProfile": {
                        "imageReference": {
                            "publisher": "MicrosoftWindowsServer",
                            "offer": "WindowsServer",
                            "sku": "2022-datacenter-smalldisk",
                            "version": "latest",
                        }
                    },
                    "networkProfile": {
                        "networkInterfaceConfigurations": [
                            {
                                "name": "nic",
                                "properties": {
                                    "primary": True,
                                    "ipConfigurations": [
                                        {
                                            "name": "ip",
                                            "properties": {
                                                "subnet": {
                                                    "id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hall', 'web')]"
                                                }
                                            },
                                        }
                                    ],
                                },
                            }
                        ]
                    },
                },
            },
        },
    ],
    "outputs": {"place": {"type": "string", "value": "[resourceGroup().location]"}},
}
deployment = {
    "properties": {
        "mode": "Incremental",
        "template": template,
        "parameters": {"password": {"value": "Passw0rd!Passw0rd"}},
    }
}
validated = resources.deployments.begin_validate("python", "first", deployment).result()
check("a template is validated", validated.error is None, validated.error)
deployed = resources.deployments.begin_create_or_update("python", "first", deployment).result()
check("a template is deployed", deployed.properties.provisioning_state == "Succeeded", deployed)
check("it has outputs", deployed.properties.outputs["place"]["value"] == "westus2", deployed.properties.outputs)
check("no secret is echoed", "value" not in deployed.properties.parameters["password"])
operations = list(resources.deployment_operations.list("python", "first"))
check("its operations succeeded", {each.properties.provisioning_state for each in operations} == {"Succeeded"})
check("resources are listed", len(list(resources.resources.list_by_resource_group("python"))) == 2)

compute = client(ComputeManagementClient, api_version="2022-08-01")
sets = compute.virtual_machine_scale_sets
check("a scale set is read", sets.get("python", "fleet").sku.capacity == 2)
tagged = sets.begin_update("python", "fleet", {"tags": {"a": "b"}}).result()
check("it is patched", tagged.tags == {"a": "b"} and tagged.sku.capacity == 2, tagged.as_dict())
scaled = sets.begin_update("python", "fleet", {"sku": {"name": "Standard_B2s", "capacity": 3}}).result()
check("it is scaled", scaled.sku.capacity == 3, scaled.sku.as_dict())
machines = compute.virtual_machine_scale_set_vms
check("its instances are listed", len(list(machines.list("python", "fleet"))) == 3)
machines.begin_power_off("python", "fleet", "0").result()
view = machines.get_instance_view("python", "fleet", "0")
check("one is stopped", "PowerState/stopped" in [each.code for each in view.statuses], view.as_dict())
sets.begin_delete_instances("python", "fleet", {"instance_ids": ["0"]}).result()
check("one is deleted", sets.get("python", "fleet").sku.capacity == 2)
check("usages are listed", "cores" in [each.name.value for each in compute.usage.list("westus2")])

network = client(NetworkManagementClient, api_version="2022-07-01")
check("a network is read", network.virtual_networks.get("python", "hall").subnets[0].name == "web")
guard = network.network_security_groups.begin_create_or_update("python", "guard", {"location": "westus2"}).result()
check("a security group is created", len(guard.default_security_rules) == 6, guard.as_dict())
refused(
    "a network in use stays",
    HttpResponseError,
    lambda: network.virtual_networks.begin_delete("python", "hall").result(),
)

storage = client(StorageManagementClient)
account = storage.storage_accounts.begin_create(
    "python", "pythonacct", {"location": "westus2", "sku": {"name": "Standard_LRS"}, "kind": "StorageV2"}
).result()
check("an account is created", account.provisioning_state == "Succeeded", account.as_dict())
keys = storage.storage_accounts.list_keys("python", "pythonacct").keys
check("it has two keys", [each.key_name for each in keys] == ["key1", "key2"])
renewed = storage.storage_accounts.regenerate_key("python", "pythonacct", {"key_name": "key1"}).keys
check("a key is made anew", renewed[0].value != keys[0].value and renewed[1].value == keys[1].value)
free = storage.storage_accounts.check_name_availability({"name": "pythonacct"})
check("its name is taken", free.name_available is False and free.reason == "AlreadyExists", free.as_dict())

vaults = client(KeyVaultManagementClient).vaults
vault = vaults.begin_create_or_update(
    "python",
    "pythonvault",
    {
        "location": "westus2",
        "properties": {
            "tenant_id": mock["tenantId"],
            "sku": {"name": "standard", "family": "A"},
            "enable_rbac_authorization": True,
        },
    },
).result()
check("a vault is created", vault.properties.provisioning_state == "Succeeded", vault.as_dict())
vaults.delete("python", "pythonvault")
check("a deleted vault is kept", [each.name for each in vaults.list_deleted()] == ["pythonvault"])
vaults.begin_purge_deleted("pythonvault", "westus2").result()
check("a purged one is not", list(vaults.list_deleted()) == [])

sets.begin_delete("python", "fleet").result()
storage.storage_accounts.delete("python", "pythonacct")
resources.resource_groups.begin_delete("python").result()
check("nothing is left", list(resources.resource_groups.list()) == [])

print(f"\n{counts['passed']} passed, {counts['failed']} failed")
sys.exit(1 if counts["failed"] else 0)
